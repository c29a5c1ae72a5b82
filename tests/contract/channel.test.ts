import { randomUUID } from "node:crypto";
import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { hearChannel } from "@/scripts/stack/channel";
import type { Hearing } from "@/scripts/stack/channel";
import { createDatabase, dropDatabase, withDatabase } from "@/scripts/stack/database";

const cluster = () => inject("cluster");
const database = `channel_${randomUUID().slice(0, 8)}`;
let sql: postgres.Sql;
let relay: Awaited<ReturnType<typeof openRelay>>;
let hearing: Hearing | undefined;
let told = 0;

beforeAll(async () => {
  await createDatabase(cluster().adminUrl, database);
  sql = postgres(withDatabase(cluster().adminUrl, "template1"), { max: 1, onnotice: () => undefined });
});
beforeEach(async () => {
  relay = await openRelay(cluster().port);
  told = 0;
});
afterEach(async () => {
  await hearing?.close();
  hearing = undefined;
  await letIn(true);
  await relay.close();
});
afterAll(async () => {
  await sql.end();
  await dropDatabase(cluster().adminUrl, database);
});

/** The way to the database, which counts who goes it. */
async function openRelay(port: number) {
  let attempts = 0;
  let isMute = false;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    attempts += 1;
    if (isMute) {
      socket.once("data", () => socket.end());
      return;
    }
    const far = connect(port, "127.0.0.1");
    for (const [one, other] of [
      [socket, far],
      [far, socket],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy());
      // What nobody takes any more is let go, or the other end would never be reached.
      one.on("close", () => sockets.delete(one) && other.resume().end());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(withDatabase(cluster().adminUrl, database));
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.toString(),
    attempts: () => attempts,
    open: () => sockets.size,
    /** Hangs up on whoever comes, without a word, as a way does whose far end is gone. */
    mute: (isOn: boolean) => (isMute = isOn),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As for maintenance: whoever is in is put out, whoever comes is refused in words; or everybody is welcome again. */
async function letIn(isOpen: boolean): Promise<void> {
  await sql`update pg_catalog.pg_database set datallowconn = ${isOpen} where datname = ${database}`;
  if (!isOpen) await putOut();
}

async function putOut(): Promise<void> {
  await sql`select pg_terminate_backend(pid, 5000) from pg_catalog.pg_stat_activity where datname = ${database}`;
}

async function tell(): Promise<void> {
  const inside = postgres(withDatabase(cluster().adminUrl, database), { max: 1 });
  await inside`select pg_notify('story', '')`;
  await inside.end();
}

const hear = async () => {
  hearing = await hearChannel(relay.url, "story", () => (told += 1));
};

describe("a channel", () => {
  test("is heard from the first moment, and says so once", async () => {
    await hear();
    expect(told).toBe(1);
    await tell();
    await expect.poll(() => told, { timeout: 10_000 }).toBe(2);
    expect(relay.attempts()).toBe(1);
  });

  test("of a database that refuses is asked for with pauses, and is heard again soon after it lets in", async () => {
    await hear();
    await letIn(false);
    const before = relay.attempts();
    await sleep(4_000);
    const attempts = relay.attempts() - before;
    expect(attempts).toBeGreaterThan(2);
    expect(attempts).toBeLessThan(12);
    expect(told).toBe(1);

    await letIn(true);
    // Whatever was told meanwhile was told to nobody, so hearing again counts as being told.
    await expect.poll(() => told, { timeout: 5_000 }).toBe(2);
    await tell();
    await expect.poll(() => told, { timeout: 10_000 }).toBe(3);
  });

  test("that is hung up without a word is asked for with pauses as well", async () => {
    await hear();
    const before = relay.attempts();
    relay.mute(true);
    await putOut();
    await sleep(2_000);
    const attempts = relay.attempts() - before;
    expect(attempts).toBeGreaterThan(1);
    expect(attempts).toBeLessThan(8);
    relay.mute(false);
    await expect.poll(() => told, { timeout: 5_000 }).toBe(2);
  });

  test("that nobody wants any more is not asked for again, also while the database refuses", async () => {
    await hear();
    await letIn(false);
    const first = relay.attempts();
    await expect.poll(() => relay.attempts(), { timeout: 5_000 }).toBeGreaterThan(first);
    const begun = Date.now();
    await hearing?.close();
    expect(Date.now() - begun).toBeLessThan(2_000);
    await letIn(true);
    const last = relay.attempts();
    await sleep(2_000);
    expect([relay.attempts(), relay.open(), told]).toEqual([last, 0, 1]);
  });

  test("of a database that refuses from the first is an error, and is not asked for again", async () => {
    await letIn(false);
    await expect(hear()).rejects.toMatchObject({ code: "55000" });
    await sleep(1_500);
    expect([relay.attempts(), relay.open(), told]).toEqual([1, 0, 0]);
  });
});
