import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prepareInstallation, removeInstallation, start, waitUntilReady } from "./support/installation";
import type { Installation, Run } from "./support/installation";
import { walkThrough } from "./support/journey";
import type { Journey, Scene } from "./support/journey";
import {
  readBacklog,
  readIllegalSteps,
  readMessages,
  readOperations,
  readOverlaps,
  readRecords,
  readSteps,
  readUntakenTimes,
} from "./support/journey-books";
import type { Books, Message } from "./support/journey-books";
import { chanceOf } from "./support/journey-chance";
import { killAtRandom } from "./support/journey-killer";
import type { Kill } from "./support/journey-killer";
import { createPerson, rowOf } from "./support/journey-line";
import { startMailServer } from "./support/mail-server";

/** CHAOS_SEED=… repeats the order and the moments of the kills; what they meet is the machine's chance. */
const seed = Number(process.env.CHAOS_SEED ?? randomInt(1_000_000));
const clients = 20;
const gapMs = [4_000, 9_000] as const;

const tell = (line: string) => process.stdout.write(`journey: ${line}\n`);

let mailServer: Awaited<ReturnType<typeof startMailServer>>;
let installation: Installation;
let run: Run;
let isStopping = false;

const connect = () =>
  postgres(installation.setting("ADMIN_DATABASE_URL"), { max: 2, onnotice: () => undefined });

beforeAll(async () => {
  tell(`seed ${seed}`);
  mailServer = await startMailServer();
  installation = await prepareInstallation({ SMTP_URL: mailServer.url, MESSAGE_HOLD_S: "1" });
  run = start(installation);
  await waitUntilReady(run);
  void serve();
});

/**
 * What a service manager does. The command starts each of its processes again itself, however often it dies, and gives
 * up only what says five times in a row that a person has to do something.
 */
async function serve(): Promise<void> {
  for (let ended = run.ended; !isStopping; ended = run.ended) {
    await ended;
    if (isStopping) return;
    tell(`the command gave up and is started anew: ${run.output().trim().split("\n").at(-1)}`);
    await sleep(1_000);
    run = start(installation);
  }
}

afterAll(async () => {
  isStopping = true;
  run.process.kill("SIGINT");
  await run.ended;
  await mailServer.stop();
  await removeInstallation(installation);
});

const question = { key: "safe", label: "Gas shut off", kind: "yes_no", required: true };

async function setScene(): Promise<Scene & { org: string }> {
  const repeats = new Map<string, number>();
  const person = (email: string) => createPerson(installation, email, repeats);
  const office = ["owner", "admin", "dispatcher"].map((role) => person(`${role}@northside.test`));
  const sql = connect();
  // Twenty people share three accounts here, so each account asks as often as seven do.
  const [found] = await sql<{ id: string }[]>`
    update public.organizations set quota_requests_per_min = 3000 where slug = 'northside' returning id`;
  const org = String(found?.id);
  const resources = await sql<{ id: string; email: string }[]>`
    select r.id, u.email from public.bookable_resources as r join auth.users as u on u.id = r.user_id
    where r.org_id = ${org} and r.deleted_at is null and r.is_active`;
  await sql.end();
  const technicians = new Map(resources.map(({ id, email }) => [id, person(email)]));
  const [owner] = office;
  if (!owner) throw new Error("There is no owner.");
  const list = await owner.ask("POST", "/checklists", { body: { name: "Journey", items: [question] } });
  const service = { name: "Journey", duration_min: 30, checklist_id: rowOf(list).id };
  const serviceType = rowOf(await owner.ask("POST", "/service-types", { body: service }));
  return { installation, office, technicians, serviceTypeId: serviceType.id, repeats, org };
}

/** Each client does one journey after another until the last kill is over. */
async function walkUntil(scene: Scene, isOver: () => boolean): Promise<Journey[]> {
  const all: Journey[] = [];
  const walks = Array.from({ length: clients }, async (_, client) => {
    const chance = chanceOf(seed + 1 + client);
    for (let number = 0; !isOver(); number++) {
      const name = `Journey ${String(client).padStart(2, "0")} ${String(number).padStart(2, "0")}`;
      const ids = { customer: "", property: "", job: "", booking: "", link: "" };
      const journey = { name, isAhead: (client + number) % 3 === 2, acknowledged: [], ids, operations: [] };
      all.push(journey);
      await walkThrough(scene, chance, journey);
    }
  });
  const ends = await Promise.allSettled(walks);
  const broken = ends.flatMap((end) => (end.status === "rejected" ? [String(end.reason)] : []));
  expect(broken).toEqual([]);
  return all.toSorted((one, other) => one.name.localeCompare(other.name));
}

const ahead = ["scheduled", "dispatched"];
const whole = [...ahead, "en_route", "on_site", "completed"];

const stepsOf = ({ name, isAhead }: Journey) => ({
  name,
  states: isAhead ? ahead : whole,
  status: isAhead ? "dispatched" : "completed",
  is_confirmed: true,
  by_link: isAhead ? ["confirm"] : ["confirm", "feedback"],
  notes: isAhead ? [] : [`Noted by ${name}`],
  answers: isAhead ? [null] : [true],
  ratings: isAhead ? [] : [{ overall: 5, comment: `Rated by ${name}`, reply: `Thank you, ${name}` }],
});

async function expectOnce(books: Books, journeys: Journey[]): Promise<void> {
  expect(await readRecords(books)).toEqual(journeys.map(({ name, ids }) => ({ name, ...ids })));
  expect(await readSteps(books)).toEqual(journeys.map(stepsOf));
  expect(await readOperations(books)).toEqual(journeys.flatMap(({ operations }) => operations).toSorted());
  expect(await readIllegalSteps(books)).toEqual([]);
  expect(await readOverlaps(books)).toEqual([]);
  expect(await readUntakenTimes(books)).toEqual([]);
}

/** Until then each message is either on its way or lost, and nobody can say which. */
async function caughtUp(books: Books): Promise<void> {
  for (let left = await readBacklog(books); left.events + left.messages > 0; left = await readBacklog(books))
    await sleep(500);
}

const wasSent = ({ status }: Message) => status === "sent";

/** A message that says nothing true any more is withdrawn with its reason; every other was sent, once each. */
function expectMessages(messages: readonly Message[], journeys: Journey[]): void {
  const of = (name: string, event: string) =>
    messages.filter((each) => each.name === name && each.event === event);
  for (const { name, isAhead } of journeys) {
    const due = isAhead ? ["visit.booked"] : ["visit.done", "feedback.reply"];
    for (const event of due)
      expect(
        of(name, event).map(({ status }) => status),
        `${name}: ${event}`,
      ).toEqual(["sent"]);
    if (!isAhead) expect(of(name, "visit.on_the_way"), name).toHaveLength(1);
    expect(of(name, "visit.booked").filter(wasSent).length, name).toBeLessThanOrEqual(1);
  }
  const untold = messages.filter((each) => !wasSent(each) && !(each.status === "withdrawn" && each.reason));
  expect(untold).toEqual([]);
}

/** How often each message reached a mailbox: once, or twice by a worker that died before it could note the first. */
function expectMails(messages: readonly Message[], kills: Kill[]): number {
  const counts = new Map<string, number>();
  for (const { messageId } of mailServer.received) {
    const id = messageId.replace(/^<|>$/g, "");
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const sent = messages.filter(wasSent).map(({ message_id }) => message_id ?? "");
  expect(sent.filter((id) => !counts.has(id))).toEqual([]);
  const twice = sent.filter((id) => (counts.get(id) ?? 0) > 1);
  expect(Math.max(...sent.map((id) => counts.get(id) ?? 0))).toBeLessThanOrEqual(2);
  // A worker has eight under way at most when it, or the database under it, is struck.
  expect(twice.length).toBeLessThanOrEqual(kills.length * 8);
  return twice.length;
}

test("kill -9 of database, gateway, web and worker three times each, with twenty people at work: what was acknowledged is there once", async () => {
  const { org, ...scene } = await setScene();
  const startedAt = Date.now();
  const kills: Kill[] = [];
  let isOver = false;
  const killing = killAtRandom(installation, chanceOf(seed), gapMs, (kill) => {
    kills.push(kill);
    tell(`${(kill.atMs / 1_000).toFixed(1).padStart(5)} s  kill -9 of ${kill.victim} (${kill.processes})`);
  }).finally(() => (isOver = true));
  const [journeys] = await Promise.all([walkUntil(scene, () => isOver), killing]);
  const seconds = () => Math.round((Date.now() - startedAt) / 1_000);
  const acknowledged = journeys.reduce((sum, each) => sum + each.acknowledged.length, 0);
  tell(`${journeys.length} journeys, ${acknowledged} steps acknowledged in ${seconds()} s`);
  tell(`repeated: ${[...scene.repeats].map(([why, count]) => `${why} ×${count}`).join(", ")}`);
  expect(kills).toHaveLength(12);

  const sql = connect();
  const books = { sql, org };
  await expectOnce(books, journeys);
  await caughtUp(books);
  const messages = await readMessages(books);
  const twice = expectMails(messages, kills);
  const withdrawn = messages.filter(({ status }) => status === "withdrawn").length;
  tell(
    `${messages.filter(wasSent).length} messages sent, ${twice} twice, ${withdrawn} withdrawn; ${seconds()} s`,
  );
  expectMessages(messages, journeys);
  await sql.end();
});
