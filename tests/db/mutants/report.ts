import type { Verdict } from "./trial";

const WORST = 10;

export function printVerdict({ mutant, outcome, by, note, seconds }: Verdict): void {
  const word = { caught: "caught   ", elsewhere: "ELSEWHERE", survived: "SURVIVED " }[outcome];
  const told = outcome === "survived" ? note : by.replace("tests/db/", "").replace(".test.ts:", ":");
  process.stdout.write(
    `${word} ${seconds.toFixed(1).padStart(6)} s  ${mutant.name}\n${" ".repeat(20)}${told}\n`,
  );
}

/** What survived and what another test than the named one caught, the slowest, and how many of how many. */
export function printSummary(verdicts: readonly Verdict[], seconds: number): void {
  const of = (outcome: Verdict["outcome"]) => verdicts.filter((verdict) => verdict.outcome === outcome);
  const list = (title: string, lines: string[]) =>
    lines.length > 0 && process.stdout.write(`\n${title}\n${lines.map((line) => `  ${line}\n`).join("")}`);
  list(
    "The slowest:",
    verdicts
      .toSorted((one, other) => other.seconds - one.seconds)
      .slice(0, WORST)
      .map((each) => `${each.seconds.toFixed(1).padStart(6)} s  ${each.mutant.name}`),
  );
  list(
    "Caught by another test than their plant names:",
    of("elsewhere").map(({ mutant, by, note }) => `${mutant.name}: ${by} (the named: ${note})`),
  );
  list(
    "Survived:",
    of("survived").map(({ mutant, note }) => `${mutant.name} (${mutant.bug}): ${note}`),
  );
  const caught = verdicts.length - of("survived").length;
  process.stdout.write(
    `\nmutants: ${caught} of ${verdicts.length} caught, ${of("elsewhere").length} of them by another test than the named, ` +
      `in ${Math.round(seconds)} s\n`,
  );
}
