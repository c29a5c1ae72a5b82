import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import ws from "ws";
import { createSupabaseProxy } from "@/scripts/server/supabase-proxy";
import { createTopics, dropTopics, join, openAccount, settle, until } from "./support/channels";
import type { Account } from "./support/channels";
import { openTarget } from "./support/target";
import type { Target } from "./support/target";

let target: Target;
const org = randomUUID();
const topic = `contract:${org}:read`;
const accounts: Account[] = [];
const sockets: ws[] = [];

beforeAll(async () => {
  target = await openTarget();
  await createTopics(target);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await Promise.all(accounts.splice(0).map(({ client }) => client.removeAllChannels()));
});
afterAll(async () => {
  if (target) await dropTopics(target);
  await target?.close();
});

const token = () => target.token({ sub: randomUUID(), org_id: org });
const send = (payload: Record<string, unknown>) =>
  target.sql`select realtime.send(${target.sql.json(payload as never)}, 'changed', ${topic}, true)`;

async function account(url?: string): Promise<Account> {
  const made = openAccount(target, { token: await token(), ...(url ? { url } : {}) });
  accounts.push(made);
  return made;
}

const addressOf = (key: string | null) =>
  `${target.url.replace(/^http/, "ws")}/realtime/v1/websocket?vsn=2.0.0${key === null ? "" : `&apikey=${key}`}`;

/** A socket without a client around it: what it got, and the code it was closed with. */
async function open(key: string | null = target.publishableKey) {
  const socket = new ws(addressOf(key));
  sockets.push(socket);
  const got: unknown[][] = [];
  let closed: number | null = null;
  socket.on("message", (data, isBinary) => {
    if (!isBinary) got.push(JSON.parse((data as Buffer).toString()) as unknown[]);
  });
  socket.on("close", (code) => (closed = code));
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  return { socket, got, say: (frame: unknown) => socket.send(JSON.stringify(frame)), closed: () => closed };
}

test.each([
  ["without a key", null],
  ["with an unknown key", "sb_publishable_unknown"],
])("a socket %s is refused before it opens", async (_, key) => {
  await expect(open(key)).rejects.toThrow("Unexpected server response: 401");
});

test("a heartbeat is answered, and what is not joined is told so", async () => {
  const { got, say } = await open();
  say([null, "1", "phoenix", "heartbeat", {}]);
  say([null, "2", "realtime:nothing", "broadcast", { event: "a", payload: {} }]);
  await until(() => got.length === 2);
  expect(got).toEqual([
    [null, "1", "phoenix", "phx_reply", { status: "ok", response: {} }],
    [
      null,
      "2",
      "realtime:nothing",
      "phx_reply",
      { status: "error", response: { reason: "unmatched topic" } },
    ],
  ]);
});

describe("frames that make no sense", () => {
  const junk: [string, string | Buffer][] = [
    ["text that is no JSON", "{"],
    ["JSON that is no frame", '{"a":1}'],
    ["an array that is too short", '["1","2"]'],
    ["a topic that is no text", '[null,"1",7,"phx_join",{}]'],
    ["bytes of an unknown kind", Buffer.from([9, 1, 2, 3, 4, 5, 6, 7])],
    ["lengths beyond the end", Buffer.from([3, 255, 255, 255, 255, 255, 1, 65])],
    ["a payload that is no JSON", Buffer.from([3, 0, 0, 1, 1, 0, 1, 65, 66, 123])],
    ["nothing", Buffer.alloc(0)],
  ];
  test.each(junk)("%s costs nobody else his channel", async (_, frame) => {
    const listener = await join(await account(), topic);
    const bad = await open();
    bad.socket.send(frame);
    await send({ after: "junk" });
    await until(() => listener.heard.length === 1);
    expect(listener.states).toEqual(["SUBSCRIBED"]);
    await until(() => bad.closed() !== null);
  });

  test.each([
    ["a payload that is none", [null, "1", "realtime:a", "phx_join", null]],
    ["a configuration that is none", ["1", "1", "realtime:a", "phx_join", { config: "yes" }]],
    ["a token that is none", ["1", "1", "realtime:a", "phx_join", { access_token: { a: 1 } }]],
  ])("a join with %s is answered", async (_, frame) => {
    const { got, say } = await open();
    say(frame);
    await until(() => got.length > 0);
    expect(got[0]?.[3]).toBe("phx_reply");
  });

  test("a frame of more than three megabytes is not taken", async () => {
    const { socket, closed } = await open();
    socket.send(Buffer.alloc(4_000_000));
    await until(() => closed() !== null);
    expect(closed()).toBe(1009);
  });
});

test("a client that never reads is cut off, and those who read hear everything", async () => {
  const listener = await join(await account(), topic);
  const slow = await open();
  slow.say([
    "1",
    "1",
    `realtime:${topic}`,
    "phx_join",
    { config: { private: true }, access_token: await token() },
  ]);
  await until(() => slow.got.length > 0);
  (slow.socket as unknown as { _socket: Duplex })._socket.pause();
  // More than the kernel's buffers and the service's bound together.
  const large = "x".repeat(200_000);
  for (let number = 0; number < 120; number++) await send({ number, large });
  await until(() => listener.heard.length === 120, 30_000);
  (slow.socket as unknown as { _socket: Duplex })._socket.resume();
  await until(() => slow.closed() !== null);
  // A connection that was ended in good order would say 1000.
  expect(slow.closed()).toBe(1006);
}, 60_000);

describe("through the web server", () => {
  let server: Server;
  let origin: string;
  const upgraded = new Set<Duplex>();

  beforeAll(async () => {
    const proxy = createSupabaseProxy(new URL(target.url));
    server = createServer((request, response) => proxy.handle(request, response));
    server.on("upgrade", (request, socket: Duplex, head: Buffer) => {
      upgraded.add(socket);
      proxy.upgrade(request, socket, head);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/supabase`;
  });
  afterAll(() => {
    for (const socket of upgraded) socket.destroy();
    server?.close();
  });

  test("a channel joins and hears", async () => {
    const listener = await join(await account(origin), topic);
    await send({ through: "proxy" });
    await until(() => listener.heard.length === 1);
    expect(listener.heard[0]?.payload.through).toBe("proxy");
  });

  test("a client whose connection is cut comes back to its channel by itself", async () => {
    const listener = await join(await account(origin), topic);
    for (const socket of upgraded) socket.destroy();
    await until(() => listener.states.includes("CHANNEL_ERROR"));
    await until(() => listener.states.at(-1) === "SUBSCRIBED", 20_000);
    await send({ after: "cut" });
    await until(() => listener.heard.some(({ payload }) => payload.after === "cut"));
    await settle();
    expect(listener.heard.filter(({ payload }) => payload.after === "cut").length).toBe(1);
  });
});
