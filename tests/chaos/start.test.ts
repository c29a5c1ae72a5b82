import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { isFree } from "@/scripts/stack/cluster/ports";
import {
  isAlive,
  killAll,
  listOwn,
  postmasterOf,
  prepareInstallation,
  removeInstallation,
  start,
  tokenOf,
  waitUntilReady,
} from "./support/installation";
import type { Installation, Run } from "./support/installation";
import { holdRecovery, killGateway, letIn } from "./support/refusing";

let installation: Installation;
let runs: Run[] = [];

const begin = () => {
  const run = start(installation);
  runs.push(run);
  return run;
};

async function stop(run: Run): Promise<number | null> {
  run.process.kill("SIGINT");
  return run.ended;
}

/** Waits until it holds; the test's own time limit is the limit. */
async function eventually(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await sleep(100);
}

async function createCustomer(token: string, name: string): Promise<boolean> {
  const response = await fetch(`${installation.url}/api/v1/customers`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "idempotency-key": name.replaceAll(" ", "-"),
    },
    body: JSON.stringify({ kind: "company", company_name: name }),
  });
  await response.text();
  return response.status === 201;
}

async function countCustomers(token: string, name: string): Promise<number> {
  const response = await fetch(
    `${installation.url}/api/v1/customers?q=${encodeURIComponent(name)}&limit=200`,
    {
      headers: { authorization: `Bearer ${token}` },
    },
  );
  const { data } = (await response.json()) as { data: { company_name: string }[] };
  return data.filter((each) => each.company_name === name).length;
}

beforeAll(async () => {
  installation = await prepareInstallation();
});

afterEach(async () => {
  for (const run of runs) if (run.process.exitCode === null) await stop(run);
  runs = [];
});

afterAll(() => removeInstallation(installation));

const noTrace = /\n\s+at .+:\d+/;

describe("npm start", () => {
  test("broken off in the middle of the first run, the next one finishes it", async () => {
    for (const afterMs of [600, 2_500, 6_000]) {
      const broken = begin();
      await sleep(afterMs);
      killAll(listOwn(installation));
      await broken.ended;
    }
    const run = begin();
    await waitUntilReady(run);
    expect(await tokenOf(installation, "dispatcher@northside.test")).toMatch(/^ey/);
  });

  test("Ctrl-C ends everything in order, and the data is there at the next start", async () => {
    const run = begin();
    await waitUntilReady(run);
    const token = await tokenOf(installation, "dispatcher@northside.test");
    expect(await createCustomer(token, "Kept over night")).toBe(true);
    const own = listOwn(installation);
    expect(own.length).toBeGreaterThan(5);

    // As a terminal does it: the whole group at once, and npm once more.
    if (!run.process.pid) throw new Error("The command has no process id.");
    process.kill(-run.process.pid, "SIGINT");
    run.process.kill("SIGINT");
    expect(await run.ended).toBe(0);
    expect(own.filter(({ pid }) => isAlive(pid))).toEqual([]);
    for (const port of Object.values(installation.ports)) expect(await isFree(port)).toBe(true);

    await waitUntilReady(begin());
    const again = await tokenOf(installation, "dispatcher@northside.test");
    expect(await countCustomers(again, "Kept over night")).toBe(1);
  });

  test("started twice, the second says where the first is and changes nothing", async () => {
    const first = begin();
    await waitUntilReady(first);
    const second = begin();
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`already runs in this folder`);
    expect(second.output()).toContain(installation.url);
    expect(second.output()).not.toMatch(noTrace);
    expect((await fetch(`${installation.url}/api/health`)).status).toBe(200);
  });

  test.each([
    ["PORT", "web"],
    ["SUPABASE_PORT", "supabase"],
    ["DATABASE_PORT", "database"],
  ] as const)("a taken %s: who holds it and how to choose another", async (setting, name) => {
    const squatter = createServer().listen(installation.ports[name], "127.0.0.1");
    const run = begin();
    expect(await run.ended).toBe(1);
    squatter.close();
    expect(run.output()).toContain(`Port ${installation.ports[name]} is taken by process ${process.pid}`);
    expect(run.output()).toContain(`${setting}=`);
    expect(run.output()).not.toMatch(noTrace);
    expect(postmasterOf(installation)).toBe(0);
  });

  test("kill -9 of everything under load loses no acknowledged write", async () => {
    const run = begin();
    await waitUntilReady(run);
    const token = await tokenOf(installation, "dispatcher@northside.test");
    const acknowledged: string[] = [];
    let isKilled = false;
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let number = 0; !isKilled; number++) {
        const name = `Written ${writer}-${number}`;
        if (await createCustomer(token, name).catch(() => false)) acknowledged.push(name);
      }
    });
    await eventually(() => acknowledged.length >= 60);
    killAll(listOwn(installation));
    isKilled = true;
    await Promise.all(writers);

    await waitUntilReady(begin());
    const again = await tokenOf(installation, "dispatcher@northside.test");
    const counts = await Promise.all(acknowledged.map((name) => countCustomers(again, name)));
    expect(counts).toEqual(acknowledged.map(() => 1));
  });

  test("kill -9 of the command alone leaves nothing that blocks the next start", async () => {
    const run = begin();
    await waitUntilReady(run);
    const own = listOwn(installation);
    // The command and the script it runs; their children are left to notice.
    killAll(own.filter(({ command }) => /scripts\/run\.mjs|scripts\/start\.ts/.test(command)));
    await eventually(() => own.every(({ pid }) => !isAlive(pid)));
    await waitUntilReady(begin());
    expect((await fetch(`${installation.url}/api/health`)).status).toBe(200);
  });

  test.each(["server.ts", "worker.ts", "embedded.ts"])("a killed %s comes back", async (script) => {
    const run = begin();
    await waitUntilReady(run);
    const isHealthy = async () =>
      (await fetch(`${installation.url}/api/health`).catch(() => null))?.status === 200;
    await eventually(isHealthy);
    const find = () => listOwn(installation).filter(({ command }) => command.includes(script));
    const [victim] = find();
    expect(victim).toBeDefined();
    killAll(find());
    await eventually(() => find().some(({ pid }) => pid !== victim?.pid));
    // Health is kept for a second and may still tell of before, so the sign-in is asked too.
    await eventually(isHealthy);
    await eventually(() => tokenOf(installation, "dispatcher@northside.test").then(Boolean, () => false));
    expect(run.output()).toContain("it is started again");
  });

  test("a database that recovers for longer than all tries of old took is waited for, and nothing is lost", async () => {
    const run = begin();
    await waitUntilReady(run);
    const token = await tokenOf(installation, "dispatcher@northside.test");
    expect(await createCustomer(token, "Before the crash")).toBe(true);
    const postmaster = postmasterOf(installation);
    const goOn = await holdRecovery(installation);
    try {
      await eventually(() => run.output().includes("Waiting for the database"));
      // Four tries with 0.5, 2, 5 and 15 seconds between them and what each took were all there once was.
      await sleep(30_000);
      expect(run.process.exitCode).toBeNull();
      expect(run.output()).toMatch(/the database system is (?:starting up|in recovery mode)/);
    } finally {
      goOn();
    }
    await eventually(() => tokenOf(installation, "dispatcher@northside.test").then(Boolean, () => false));
    expect(run.output()).toMatch(/The database answers after \d+ s\./);
    expect(postmasterOf(installation)).toBe(postmaster);
    const again = await tokenOf(installation, "dispatcher@northside.test");
    await eventually(() => createCustomer(again, "After the crash"));
    expect(await countCustomers(again, "Before the crash")).toBe(1);
  });

  test("Ctrl-C ends at once what waits for a database, and the next start waits on", async () => {
    const run = begin();
    await waitUntilReady(run);
    await letIn(installation, false);
    killGateway(installation);
    await eventually(() => run.output().includes("is not currently accepting connections"));
    const askedAt = Date.now();
    expect(await stop(run)).toBe(0);
    expect(Date.now() - askedAt).toBeLessThan(15_000);
    expect(postmasterOf(installation)).toBe(0);

    const next = begin();
    await eventually(() => next.output().includes("Waiting for the database"));
    expect(next.output()).not.toMatch(noTrace);
    await letIn(installation, true);
    await waitUntilReady(next);
  });

  test("with the address of another project it serves that one and starts no database of its own", async () => {
    await waitUntilReady(begin());
    const keys = ["SUPABASE_URL", "SUPABASE_PUBLISHABLE_KEY", "SUPABASE_SECRET_KEY", "SUPABASE_SIGNING_KEY"];
    const names = [...keys, "DATABASE_URL", "CONTEXT_KEY"];
    const project = Object.fromEntries(names.map((name) => [name, installation.setting(name)]));
    const other = await prepareInstallation(project);
    const missing = start({ ...other, environment: { ...other.environment, CONTEXT_KEY: "" } });
    expect(await missing.ended).toBe(1);
    expect(missing.output()).toContain("These settings are missing: APP_URL, CONTEXT_KEY.");

    const run = start({ ...other, environment: { ...other.environment, APP_URL: other.url } });
    await waitUntilReady(run);
    expect(existsSync(`${other.folder}/pg`)).toBe(false);
    expect(existsSync(`${other.folder}/.env.local`)).toBe(false);
    expect(run.output()).not.toContain("callout-demo-1");
    const config = await (await fetch(`${other.url}/api/v1/config`)).text();
    expect(config).toContain(installation.setting("SUPABASE_URL"));
    expect((await fetch(`${other.url}/supabase/auth/v1/health`)).status).toBe(404);
    await eventually(async () => (await fetch(`${other.url}/api/health`)).status === 200);
    await stop(run);
    await removeInstallation(other);
    expect((await fetch(`${installation.url}/api/health`)).status).toBe(200);
  });

  test("of all it prints and logs, nothing is a secret", async () => {
    const run = begin();
    await waitUntilReady(run);
    const token = await tokenOf(installation, "dispatcher@northside.test");
    await createCustomer(token, "For the log");
    await stop(run);
    const logs = readdirSync(`${installation.folder}/logs`).map((name) =>
      readFileSync(`${installation.folder}/logs/${name}`, "utf8"),
    );
    const told = [run.output(), ...logs].join("\n");
    const secrets = [
      "SUPABASE_SECRET_KEY",
      "CONTEXT_KEY",
      "CRON_SECRET",
      "METRICS_TOKEN",
      "ENCRYPTION_KEYS",
      "DATABASE_URL",
    ];
    for (const name of secrets) expect(told, name).not.toContain(installation.setting(name));
    expect(told).not.toContain(token);
    expect(told).not.toContain(new URL(installation.setting("ADMIN_DATABASE_URL")).password);
  });
});
