import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTopics, dropTopics, join, openAccount, until } from "./support/channels";
import type { Account } from "./support/channels";
import { openTarget } from "./support/target";
import type { Target } from "./support/target";

const EVENTS = 2000;
const org = randomUUID();
const topic = `contract:${org}:write`;
const accounts: Account[] = [];
let target: Target;

beforeAll(async () => {
  target = await openTarget();
  await createTopics(target);
});
afterAll(async () => {
  await Promise.all(accounts.map(({ client }) => client.removeAllChannels()));
  if (target) await dropTopics(target);
  await target?.close();
});

async function listen() {
  const token = await target.token({ sub: randomUUID(), org_id: org });
  const account = openAccount(target, { token });
  accounts.push(account);
  return join(account, topic);
}

const numbersOf = (listener: Awaited<ReturnType<typeof listen>>) =>
  listener.heard.map(({ payload }) => payload.number);

test(`${EVENTS} events of one transaction each reach two clients in the order they were committed`, async () => {
  const listeners = [await listen(), await listen()];
  for (let number = 0; number < EVENTS; number++)
    await target.sql`select realtime.send(${target.sql.json({ number })}, 'counted', ${topic}, true)`;
  const wanted = Array.from({ length: EVENTS }, (_, number) => number);
  for (const listener of listeners) {
    await until(() => listener.heard.length >= EVENTS, 30_000);
    expect(numbersOf(listener)).toEqual(wanted);
  }
});

test(`${EVENTS} events of one statement keep their order, too`, async () => {
  const listeners = [await listen(), await listen()];
  await target.sql`
    select realtime.send(jsonb_build_object('number', n), 'counted', ${topic}, true)
    from generate_series(1, ${EVENTS}::integer) as n`;
  const wanted = Array.from({ length: EVENTS }, (_, number) => number + 1);
  for (const listener of listeners) {
    await until(() => listener.heard.length >= EVENTS, 30_000);
    expect(numbersOf(listener)).toEqual(wanted);
  }
});

test("events of eight writers at once all arrive, each writer's in its order", async () => {
  const listener = await listen();
  const write = async (writer: number) => {
    for (let number = 0; number < 100; number++)
      await target.sql`select realtime.send(${target.sql.json({ writer, number })}, 'counted', ${topic}, true)`;
  };
  await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
  await until(() => listener.heard.length >= 800, 30_000);
  for (let writer = 0; writer < 8; writer++) {
    const own = listener.heard.filter(({ payload }) => payload.writer === writer);
    expect(own.map(({ payload }) => payload.number)).toEqual(Array.from({ length: 100 }, (_, n) => n));
  }
});
