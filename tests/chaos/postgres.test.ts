import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { databaseUrl } from "@/scripts/stack/credentials";
import { freePort, removeData } from "@/scripts/stack/scratch";
import { postmasterIn } from "../support/postmaster";
import { holdStartup } from "./support/refusing";

const isRoot = process.getuid?.() === 0;
/** An account every system has; PostgreSQL wants one with a name. */
const NOBODY = 65534;
let folder: string;
let port: number;
let children: ChildProcess[];

beforeEach(async () => {
  folder = mkdtempSync("/tmp/callout-chaos-");
  chmodSync(folder, 0o755);
  port = await freePort();
  children = [];
});

afterEach(async () => {
  for (const child of children.filter((one) => one.exitCode === null && one.signalCode === null)) {
    child.kill("SIGTERM");
    await exitOf(child);
  }
  const pid = postmaster();
  if (pid && isAlive(pid)) kill(pid, "SIGQUIT");
  removeData(folder);
});

type Run = { child: ChildProcess; said: () => string };

function launch(dataDir = folder, options: { port?: number; userId?: number } = {}): Run {
  const args = ["--conditions=react-server", "--import", "tsx", "tests/chaos/postgres-child.ts", dataDir];
  const more = options.userId === undefined ? [] : [String(options.userId)];
  const child = spawn(process.execPath, [...args, String(options.port ?? port), ...more], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return { child, said: () => text };
}

async function ready(run: Run): Promise<string> {
  await expect
    .poll(() => (run.child.exitCode !== null ? "exited" : run.said()), { timeout: 60_000 })
    .toMatch(/ready|exited/);
  if (run.child.exitCode !== null) throw new Error(run.said());
  return run.said();
}

function exitOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

/** A start that must fail: one sentence or two, no stack trace, exit code 1. */
async function refusal(run: Run): Promise<string> {
  await exitOf(run.child);
  expect(run.child.exitCode).toBe(1);
  expect(run.said()).not.toMatch(/\n\s+at /);
  expect(run.said().trim().split("\n").length).toBe(1);
  return run.said().trim();
}

function open(): postgres.Sql {
  const url = databaseUrl({ secretKey: "sb_secret_chaos", role: "supabase_admin", port });
  return postgres(url, { max: 4, onnotice: () => undefined, connect_timeout: 5 });
}

const postmaster = (): number => postmasterIn(folder);

/** Of a database whose first process died the others end by themselves: one may be gone before its turn. */
function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** A process that ended but was not collected by its parent yet (state Z) counts as gone. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

async function stop(run: Run): Promise<void> {
  run.child.kill("SIGTERM");
  await exitOf(run.child);
}

describe("nothing acknowledged is lost", () => {
  test("kill -9 of everything while writing: every acknowledged row is there after the next start", async () => {
    const first = launch();
    await ready(first);
    const sql = open();
    await sql`create table kept (id int primary key)`;
    const acknowledged: number[] = [];
    const write = async (offset: number) => {
      for (let id = offset; ; id += 4) {
        await sql`insert into kept values (${id})`;
        acknowledged.push(id);
      }
    };
    const writers = [0, 1, 2, 3].map((offset) => write(offset).catch(() => undefined));
    await expect.poll(() => acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(200);
    const pid = postmaster();
    const family = spawnSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8" }).stdout;
    first.child.kill("SIGKILL");
    for (const one of [pid, ...family.trim().split(/\s+/).map(Number)]) if (one > 1) kill(one, "SIGKILL");
    const told = [...acknowledged];
    await Promise.all(writers);
    await sql.end({ timeout: 1 });
    const second = launch();
    expect(await ready(second)).toContain("started");
    const again = open();
    const rows = await again<{ id: number }[]>`select id from kept`;
    await again.end();
    const found = new Set(rows.map((row) => row.id));
    expect(told.filter((id) => !found.has(id))).toEqual([]);
    expect(told.length).toBeGreaterThan(200);
  });

  test("kill -9 of the starter alone: the server that still runs is taken over, its connections live on", async () => {
    const first = launch();
    await ready(first);
    const sql = open();
    await sql`create table kept (id int)`;
    const pid = postmaster();
    first.child.kill("SIGKILL");
    await exitOf(first.child);
    const second = launch();
    expect(await ready(second)).toContain("adopted");
    expect(postmaster()).toBe(pid);
    expect(await sql`select * from kept`).toEqual([]);
    await sql.end();
    await stop(second);
    expect(isAlive(pid)).toBe(false);
  });

  test("kill -9 of the starter during a recovery: the next start waits for it instead of beginning it anew", async () => {
    await ready(launch());
    const sql = open();
    await sql`create table kept as select number from generate_series(1, 400000) as number`;
    await sql.end();
    const [first] = children;
    first?.kill("SIGKILL");
    const struck = postmaster();
    process.kill(struck, "SIGKILL");
    await expect.poll(() => isAlive(struck), { timeout: 10_000 }).toBe(false);

    const second = launch();
    const goOn = await holdStartup(postmaster);
    const recovering = postmaster();
    expect(recovering).not.toBe(struck);
    second.child.kill("SIGKILL");
    await exitOf(second.child);
    const third = launch();
    try {
      await expect.poll(third.said, { timeout: 30_000 }).toContain("Waiting for the database, ");
      expect(third.said()).toContain("it is starting, and after a crash reads its log again first");
      expect(third.child.exitCode).toBeNull();
    } finally {
      goOn();
    }
    expect(await ready(third)).toMatch(/The database answers after \d+ s\.\nready adopted/);
    expect(postmaster()).toBe(recovering);
    const again = open();
    expect(await again`select count(*)::int as n from kept`).toEqual([{ n: 400_000 }]);
    await again.end();
  });

  test("a server left on another port is restarted where it is wanted", async () => {
    const first = launch();
    await ready(first);
    first.child.kill("SIGKILL");
    await exitOf(first.child);
    port = await freePort();
    expect(await ready(launch())).toContain("started");
    const sql = open();
    expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
    await sql.end();
  });

  test("a first run that was cut off is finished by the next", async () => {
    const first = launch();
    await expect
      .poll(() => existsSync(path.join(folder, "pg")) && readdirSync(path.join(folder, "pg")).join(), {
        timeout: 20_000,
      })
      .toContain("data.new-");
    first.child.kill("SIGKILL");
    await exitOf(first.child);
    expect(existsSync(path.join(folder, "pg", "data"))).toBe(false);
    expect(await ready(launch())).toContain("started");
    expect(readdirSync(path.join(folder, "pg")).filter((name) => name.startsWith("data.new-"))).toEqual([]);
  });

  test("a process id file that names a stranger does not keep the database down", async () => {
    await stop((await launchReady()).run);
    writeFileSync(
      path.join(folder, "pg", "data", "postmaster.pid"),
      `${process.pid}\n/elsewhere\n1\n${port}\n`,
    );
    expect(await ready(launch())).toContain("started");
  });
});

async function launchReady(): Promise<{ run: Run }> {
  const run = launch();
  await ready(run);
  return { run };
}

describe("what can't work is said in a sentence with a way out", () => {
  test("started twice", async () => {
    await launchReady();
    expect(await refusal(launch(folder, { port: await freePort() }))).toMatch(
      /already running \(process \d+.*\)\. Stop it there with Ctrl-C, or choose another folder/,
    );
  });

  test("a taken port: who holds it and how to choose another", async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(port, "127.0.0.1", resolve));
    const words = await refusal(launch());
    await new Promise((resolve) => holder.close(resolve));
    expect(words).toContain(`Port ${port} is taken by process ${process.pid} (`);
    expect(words).toContain(`DATABASE_PORT=${port + 10}`);
  });

  test("a folder of another major version", async () => {
    await stop((await launchReady()).run);
    const file = path.join(folder, "pg", "data", "PG_VERSION");
    writeFileSync(file, "16\n");
    expect(await refusal(launch())).toMatch(/written by PostgreSQL 16, this version of Callout runs 17/);
    writeFileSync(file, "17\n");
    expect(await ready(launch())).toContain("started");
  });

  test("a folder that holds something else", async () => {
    await stop((await launchReady()).run);
    const file = path.join(folder, "pg", "data", "PG_VERSION");
    renameSync(file, `${file}.away`);
    expect(await refusal(launch())).toMatch(/is no PostgreSQL data folder/);
  });

  test.runIf(isRoot)("a folder of another user", async () => {
    await stop((await launchReady()).run);
    chownSync(path.join(folder, "pg"), 4242, 4242);
    expect(await refusal(launch())).toMatch(/belongs to uid 4242, the database would run as postgres|nobody/);
  });
});

describe.runIf(isRoot)("who runs it and where", () => {
  test("an ordinary user, in a folder only this user may enter", async () => {
    chownSync(folder, NOBODY, NOBODY);
    chmodSync(folder, 0o700);
    const run = launch(folder, { userId: NOBODY });
    expect(await ready(run)).toContain("started");
    expect(lstatSync(path.join(folder, "pg", "data")).uid).toBe(NOBODY);
    await stop(run);
  });

  test("an ordinary user in a folder that root made is told so", async () => {
    await stop((await launchReady()).run);
    expect(await refusal(launch(folder, { userId: NOBODY }))).toMatch(
      /belongs to (another user|postgres|nobody).*Start (it )?as the user who made it/,
    );
    expect(await ready(launch())).toContain("started");
  });

  test("root below a folder only root may enter: the data lies where the server's account can reach it", async () => {
    chmodSync(folder, 0o700);
    const inner = path.join(folder, "checkout", ".local");
    mkdirSync(inner, { recursive: true });
    const run = launch(inner);
    await ready(run);
    expect(lstatSync(path.join(inner, "pg")).isSymbolicLink()).toBe(true);
    await stop(run);
    const again = launch(inner);
    expect(await ready(again)).toContain("started");
    await stop(again);
    removeData(inner);
  });
});
