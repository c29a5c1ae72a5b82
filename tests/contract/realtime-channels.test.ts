import { randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, importJWK, SignJWT } from "jose";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createTopics, dropTopics, join, openAccount, settle, until } from "./support/channels";
import type { Account } from "./support/channels";
import { openTarget } from "./support/target";
import type { Target } from "./support/target";

let target: Target;
const org = randomUUID();
const other = randomUUID();
const reading = `contract:${org}:read`;
const writing = `contract:${org}:write`;
const accounts: Account[] = [];

beforeAll(async () => {
  target = await openTarget();
  await createTopics(target);
});
afterEach(async () => {
  await Promise.all(accounts.splice(0).map(({ client }) => client.removeAllChannels()));
});
afterAll(async () => {
  if (target) await dropTopics(target);
  await target?.close();
});

const tokenOf = (orgId: string, lifetimeS = 600) =>
  target.token(
    { sub: randomUUID(), org_id: orgId },
    { expiresAt: Math.floor(Date.now() / 1000) + lifetimeS },
  );

async function account(token?: string, more: { vsn?: string; key?: string } = {}): Promise<Account> {
  const made = openAccount(target, { ...more, ...(token ? { token } : {}) });
  accounts.push(made);
  return made;
}

const send = (topic: string, payload: Record<string, unknown>, isPrivate = true) =>
  target.sql`select realtime.send(${target.sql.json(payload as never)}, 'changed', ${topic}, ${isPrivate})`;

test("a member joins his organization's topic and hears what the database sends there", async () => {
  const listener = await join(await account(await tokenOf(org)), reading);
  expect(listener.states).toEqual(["SUBSCRIBED"]);
  await send(reading, { number: 1 });
  await until(() => listener.heard.length === 1);
  const [message] = listener.heard;
  expect(message?.event).toBe("changed");
  expect(message?.payload.number).toBe(1);
  // Whoever sends no id of his own gets the message's.
  expect(message?.payload.id).toMatch(/^[0-9a-f-]{36}$/);
  expect(message?.meta?.id).toBe(message?.payload.id);
});

test("a payload's own id stays, and letters of any language arrive as they were", async () => {
  const listener = await join(await account(await tokenOf(org)), reading);
  await send(reading, { id: "mine", words: "Müller → 東京 🔧" });
  await until(() => listener.heard.length === 1);
  expect(listener.heard[0]?.payload).toEqual({ id: "mine", words: "Müller → 東京 🔧" });
});

test("a rolled-back transaction sends nothing, and what was sent before somebody listened is gone", async () => {
  await send(reading, { when: "before" });
  const listener = await join(await account(await tokenOf(org)), reading);
  await target.sql
    .begin(async (sql) => {
      await sql`select realtime.send('{"when": "never"}', 'changed', ${reading}, true)`;
      throw new Error("undo");
    })
    .catch(() => undefined);
  await send(reading, { when: "after" });
  await until(() => listener.heard.length > 0);
  await settle();
  expect(listener.heard.map(({ payload }) => payload.when)).toEqual(["after"]);
});

test("another organization's member is refused, in hosted's words", async () => {
  const listener = await join(await account(await tokenOf(other)), reading);
  expect(listener.states[0]).toBe("CHANNEL_ERROR");
  expect(listener.errors[0]).toBe(
    `Unauthorized: You do not have permissions to read from this Channel topic: ${reading}`,
  );
  await send(reading, { number: 2 });
  await settle();
  expect(listener.heard).toEqual([]);
});

test("somebody without a session is refused", async () => {
  const listener = await join(await account(), reading);
  expect(listener.states[0]).toBe("CHANNEL_ERROR");
  expect(listener.errors[0]).toMatch(/^Unauthorized: /);
});

test("a topic nobody wrote a policy for is refused to everybody", async () => {
  const listener = await join(await account(await tokenOf(org)), `contract:${org}:else`);
  expect(listener.states[0]).toBe("CHANNEL_ERROR");
});

test("expired, forged and unreadable tokens are told apart", async () => {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const forged = await new SignJWT({ role: "authenticated", org_id: org, sub: randomUUID() })
    .setProtectedHeader({ alg: "ES256" })
    .setExpirationTime("10m")
    .sign(await importJWK(await exportJWK(privateKey), "ES256"));
  const errorOf = async (token: string) => {
    const listener = await join(await account(token), reading);
    expect(listener.states[0]).toBe("CHANNEL_ERROR");
    return listener.errors[0];
  };
  expect(await errorOf(await tokenOf(org, -5))).toMatch(
    /^InvalidJWTToken: Token has expired \d+ seconds ago$/,
  );
  expect(await errorOf(forged)).toMatch(/^(JwtSignatureError|JwtSignerError): /);
  expect(await errorOf("no.token")).toBe("MalformedJWT: The token provided is not a valid JWT");
});

test("a refreshed token keeps the channel", async () => {
  const mine = await account(await tokenOf(org, 4));
  const listener = await join(mine, reading);
  await mine.use(await tokenOf(org, 600));
  await new Promise((resolve) => setTimeout(resolve, 5000));
  expect(listener.states).toEqual(["SUBSCRIBED"]);
  await send(reading, { number: 3 });
  await until(() => listener.heard.length === 1);
});

test("a token that expires closes the channel, and says so", async () => {
  // Cut to whole seconds it lasts three at least: enough to join with.
  const listener = await join(await account(await tokenOf(org, 4)), reading);
  await until(() => listener.states.includes("CLOSED"));
  expect(listener.system.at(-1)).toMatchObject({
    status: "error",
    message: expect.stringMatching(/expired/),
  });
  await send(reading, { number: 4 });
  await settle();
  expect(listener.heard).toEqual([]);
});

test("a token for another organization closes the channel of the first", async () => {
  const mine = await account(await tokenOf(org));
  const listener = await join(mine, reading);
  await mine.use(await tokenOf(other));
  await until(() => listener.states.includes("CLOSED"));
  expect(listener.system.at(-1)?.message).toMatch(/permission/i);
});

test("what a client says is heard by the others, and by itself only where it asked for that", async () => {
  const token = await tokenOf(org);
  const quiet = await join(await account(token), writing);
  const loud = await join(await account(token), writing, { self: true, ack: true });
  const answer = await loud.channel.send({ type: "broadcast", event: "hello", payload: { from: "loud" } });
  expect(answer).toBe("ok");
  await until(() => quiet.heard.length === 1 && loud.heard.length === 1);
  await quiet.channel.send({ type: "broadcast", event: "hello", payload: { from: "quiet" } });
  await until(() => loud.heard.length === 2);
  await settle();
  expect(quiet.heard.map(({ payload }) => payload.from)).toEqual(["loud"]);
});

test("who may only read speaks to nobody", async () => {
  const token = await tokenOf(org);
  const hearer = await join(await account(token), reading);
  const speaker = await join(await account(token), reading);
  await speaker.channel.send({ type: "broadcast", event: "hello", payload: {} });
  await settle();
  expect(hearer.heard).toEqual([]);
});

test("a public channel of the same name hears nothing of the private one", async () => {
  const outsider = await join(await account(), reading, { isPrivate: false });
  expect(outsider.states).toEqual(["SUBSCRIBED"]);
  const insider = await join(await account(await tokenOf(org)), reading);
  await send(reading, { number: 5 });
  await until(() => insider.heard.length === 1);
  await settle();
  expect(outsider.heard).toEqual([]);
  await send(reading, { number: 6 }, false);
  await until(() => outsider.heard.length === 1);
  await settle();
  expect(insider.heard.length).toBe(1);
});

test("the first version of the protocol is spoken as well", async () => {
  const token = await tokenOf(org);
  const old = await join(await account(token, { vsn: "1.0.0" }), writing, { self: true });
  const young = await join(await account(token), writing);
  await old.channel.send({ type: "broadcast", event: "hello", payload: { from: "old" } });
  await until(() => old.heard.length === 1 && young.heard.length === 1);
  await send(writing, { from: "database" });
  await until(() => old.heard.length === 2);
  expect(old.heard[1]).toMatchObject({ event: "changed", payload: { from: "database" } });
});

test("changes of a row are broadcast with the old and the new one", async () => {
  const listener = await join(await account(await tokenOf(org)), reading);
  await target.sql.unsafe(`
    create table contract_watched (id integer primary key, word text);
    create function contract_tell() returns trigger language plpgsql security definer set search_path = '' as $$
    begin
      perform realtime.broadcast_changes('${reading}', tg_op, tg_op, tg_table_name, tg_table_schema, new, old);
      return null;
    end $$;
    create trigger contract_tell after insert or update or delete on contract_watched
      for each row execute function contract_tell();
    insert into contract_watched values (1, 'one');
    update contract_watched set word = 'two';
    drop table contract_watched;
    drop function contract_tell;
  `);
  await until(() => listener.heard.length === 2);
  expect(listener.heard.map(({ event, payload }) => [event, payload.old_record, payload.record])).toEqual([
    ["INSERT", null, { id: 1, word: "one" }],
    ["UPDATE", { id: 1, word: "one" }, { id: 1, word: "two" }],
  ]);
});
