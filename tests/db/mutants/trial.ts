import { readdirSync } from "node:fs";
import type { Answer, Lane, Question } from "./lane";
import type { Mutant } from "./mutants";

export type Verdict = {
  mutant: Mutant;
  /** "elsewhere": by a test that the plant does not name. */
  outcome: "caught" | "elsewhere" | "survived";
  /** File and title of the test that caught it. */
  by: string;
  /** Why the named test did not. */
  note: string;
  seconds: number;
};

/** Answers of the unchanged database, each asked for once. */
export type Baseline = (lane: Lane, question: Question) => Promise<Answer>;

export function openBaseline(): Baseline {
  const known = new Map<string, Promise<Answer>>();
  return (lane, question) => {
    const key = `${question.file} ${String(question.pattern)}`;
    const answer = known.get(key) ?? lane.ask(question, null);
    known.set(key, answer);
    return answer;
  };
}

const literally = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

const fileOf = ({ by, story, matrix }: Mutant) => `tests/db/${by}/${story ?? matrix ?? "catalogue"}.test.ts`;

const named = (mutant: Mutant): Question => ({
  file: fileOf(mutant),
  pattern: mutant.test instanceof RegExp ? mutant.test : new RegExp(literally(mutant.test)),
});

/** Of the test alone, by the title that the answer gave. */
const onlyTest = (file: string, title: string): Question => ({
  file,
  pattern: new RegExp(`^${literally(title.replaceAll(" > ", " "))}$`),
});

type Finding = { by: string; note: string };

/**
 * The named test fails on the plant by an assertion and passes, asked in the same way, on the unchanged database: a
 * test that cannot stand alone, or is red anyway, catches nothing.
 */
export async function tryNamed(mutant: Mutant, lane: Lane, baseline: Baseline): Promise<Verdict> {
  const started = performance.now();
  const question = named(mutant);
  const { by, note } = await findCatch(question, mutant, { lane, before: () => baseline(lane, question) });
  return { mutant, outcome: by ? "caught" : "survived", by, note, seconds: secondsSince(started) };
}

/** Everything else, until somebody notices: the plant's file, the catalogue, the stories, the matrix. */
export async function tryEverything(mutant: Mutant, lane: Lane, baseline: Baseline): Promise<Verdict> {
  const started = performance.now();
  for (const question of everything(fileOf(mutant))) {
    const before = (title: string) => baseline(lane, onlyTest(question.file, title));
    const { by } = await findCatch(question, mutant, { lane, before });
    if (by) return { mutant, outcome: "elsewhere", by, note: "", seconds: secondsSince(started) };
  }
  return { mutant, outcome: "survived", by: "", note: "nothing noticed", seconds: secondsSince(started) };
}

const secondsSince = (started: number) => (performance.now() - started) / 1000;

async function findCatch(
  question: Question,
  { sql }: Mutant,
  on: { lane: Lane; before: (title: string) => Promise<Answer> },
): Promise<Finding> {
  const answer = await on.lane.ask(question, sql);
  const catches = answer.failed.filter(({ kind }) => kind === "assertion");
  for (const { title } of catches) {
    const before = await on.before(title);
    if (before.passed.includes(title)) return { by: `${question.file}: ${title}`, note: "" };
  }
  return { by: "", note: catches.length > 0 ? "fails on the unchanged database too" : reasonOf(answer) };
}

function reasonOf({ passed, failed, trouble }: Answer): string {
  if (trouble) return trouble;
  const [first] = failed;
  if (first) return `no assertion but ${first.kind}: ${first.why}`;
  return passed.length > 0 ? "the named test passes" : "there is no test of this name";
}

function everything(first: string): Question[] {
  const folder = (name: string) => readdirSync(`tests/db/${name}`).map((file) => `tests/db/${name}/${file}`);
  // Over REST the matrix says the same again, in minutes.
  const matrix = folder("matrix").filter((file) => !/\/rest[a-z-]*\.test\.ts$/.test(file));
  const catalogue = "tests/db/catalogue/catalogue.test.ts";
  const rest = [...folder("stories"), ...matrix].filter((file) => file.endsWith(".test.ts"));
  return [...new Set([first, catalogue, ...rest])].map((file) => ({
    file,
    // The plants of the catalogue test its rules, not the database; into a broken one some cannot even be planted.
    pattern: file === catalogue ? /^(?!each rule sees a planted break)/ : null,
  }));
}
