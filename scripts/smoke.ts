/**
 * Tries the main things against a running installation, in less than a minute, and clears up after itself:
 *
 *   npm run smoke [-- URL]
 *
 * Signs in as the demo's people; for another installation SMOKE_EMAIL and SMOKE_PASSWORD name a dispatcher,
 * SMOKE_READER and SMOKE_STRANGER (same password) a viewer of the same company and a member of another.
 */
import { CHECKS } from "./smoke/checks";
import type { Run } from "./smoke/checks";
import { clearScene, setScene } from "./smoke/scene";
import { readConfig, signIn } from "./smoke/session";
import type { Session } from "./smoke/session";
import { runScript, StackError } from "./stack/stack-error";

const DEMO = {
  office: "dispatcher@northside.test",
  reader: "viewer@northside.test",
  stranger: "dispatcher@bluewater.test",
  password: "callout-demo-1",
};

type People = { office: Session; reader: Session | null; stranger: Session | null };

/** Prints how it went and says whether it went well. */
async function tell(name: string, work: () => Promise<string | void>): Promise<boolean> {
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  try {
    const left = await work();
    console.log(`ok      ${name} (${seconds()})${left ? `: ${left}` : ""}`);
    return true;
  } catch (error) {
    console.log(
      `FAILED  ${name} (${seconds()})\n        ${error instanceof Error ? error.message : String(error)}`,
    );
    return false;
  }
}

async function checkHealth(url: string): Promise<void> {
  const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(15_000) });
  const { status } = (await response.json()) as { status?: string };
  if (!response.ok || status !== "ok") throw new Error(`It says: ${status ?? response.status}.`);
}

async function bringIn(url: string): Promise<People> {
  const config = await readConfig(url);
  const { SMOKE_EMAIL, SMOKE_PASSWORD, SMOKE_READER, SMOKE_STRANGER } = process.env;
  if (!SMOKE_EMAIL && !config.demo) {
    throw new StackError("This is no demo: SMOKE_EMAIL and SMOKE_PASSWORD must name a dispatcher.");
  }
  const names = SMOKE_EMAIL ? { office: SMOKE_EMAIL, reader: SMOKE_READER, stranger: SMOKE_STRANGER } : DEMO;
  const enter = (email: string) => signIn(url, config, email, SMOKE_PASSWORD ?? DEMO.password);
  return {
    office: await enter(names.office),
    reader: names.reader ? await enter(names.reader) : null,
    stranger: names.stranger ? await enter(names.stranger) : null,
  };
}

async function main(): Promise<void> {
  const url = (process.argv[2] ?? process.env.APP_URL ?? "http://localhost:3000").replace(/\/+$/, "");
  console.log(`Trying ${url}`);
  let people: People | null = null;
  let run: Run | null = null;
  const isReady =
    (await tell("the installation is well", () => checkHealth(url))) &&
    (await tell("signing in", async () => void (people = await bringIn(url)))) &&
    (await tell("a customer, a job and a visit at a free time", async () => {
      if (people) run = { url, ...people, scene: await setScene(people.office) };
    }));
  const ready = run as Run | null;
  let failed = isReady ? 0 : 1;
  if (ready) {
    for (const { name, check } of CHECKS) if (!(await tell(name, () => check(ready)))) failed += 1;
    if (!(await tell("clearing up", () => clearScene(ready.office, ready.scene)))) failed += 1;
  }
  console.log(failed === 0 ? "All well." : `${failed} failed.`);
  if (failed > 0) process.exitCode = 1;
}

await runScript(main);
