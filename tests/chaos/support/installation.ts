import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePorts } from "@/scripts/test/app";
import { postmasterIn } from "../../support/postmaster";

/** Long enough that nobody else's folder begins so. */
const folderPrefix = "callout-chaos-start-";

/** One `npm start`, as a person has it: its process, what it printed, and how it ended. */
export type Run = { process: ChildProcess; output: () => string; ended: Promise<number | null> };

export type Installation = {
  folder: string;
  url: string;
  ports: { web: number; supabase: number; database: number };
  environment: NodeJS.ProcessEnv;
  setting: (name: string) => string;
};

/** A folder and ports of its own; settings and data are made by its first start. */
export async function prepareInstallation(more: Record<string, string> = {}): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), folderPrefix));
  // Started by root, the database works as another user and must be able to enter.
  chmodSync(folder, 0o755);
  const [web = 0, supabase = 0, database = 0] = await freePorts(3);
  const kept = ["PATH", "HOME", "LANG", "TMPDIR", "TERM"].map((name) => [name, process.env[name] ?? ""]);
  const environment = {
    ...Object.fromEntries(kept),
    PORT: String(web),
    SUPABASE_PORT: String(supabase),
    DATABASE_PORT: String(database),
    CALLOUT_DATA: folder,
    NEXT_DIST_DIR: ".next-test",
    ...more,
  } as NodeJS.ProcessEnv;
  const setting = (name: string) => {
    const text = readFileSync(`${folder}/.env.local`, "utf8");
    return new RegExp(`^${name}=(.*)$`, "m").exec(text)?.[1]?.replace(/^'(.*)'$/, "$1") ?? "";
  };
  return { folder, url: `http://localhost:${web}`, ports: { web, supabase, database }, environment, setting };
}

/** Runs the command that `npm start` runs. */
export function start(installation: Installation): Run {
  const child = spawn(process.execPath, ["scripts/run.mjs", "start"], {
    env: installation.environment,
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that a test can strike it as a terminal would.
    detached: true,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  return { process: child, output: () => output, ended };
}

export async function waitUntilReady(run: Run): Promise<void> {
  let hasEnded = false;
  void run.ended.then(() => (hasEnded = true));
  while (!run.output().includes("Callout is ready")) {
    if (hasEnded) throw new Error(`The start ended:\n${run.output()}`);
    await sleep(100);
  }
}

type Process = { pid: number; parent: number; command: string; environment: string };

function readOr(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // It ended meanwhile, or belongs to somebody else.
    return "";
  }
}

function readProcess(pid: number): Process | null {
  const stat = readOr(`/proc/${pid}/stat`);
  const [state = "", parent = ""] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (stat === "" || state === "Z") return null;
  const command = readOr(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
  return { pid, parent: Number(parent), command, environment: readOr(`/proc/${pid}/environ`) };
}

/**
 * The processes of an installation, each known by the installation's own folder: in its environment, or as the
 * database's on its command line, with that database's own children. Descent from any other process proves nothing:
 * a test that kills must not be able to name a stranger's process, whatever goes wrong.
 */
export function listOwn({ folder }: Installation): Process[] {
  if (!basename(folder).startsWith(folderPrefix)) throw new Error(`${folder} is no folder of a chaos test.`);
  const all = readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 1 && pid !== process.pid)
    .flatMap((pid) => readProcess(pid) ?? []);
  const databases = all.filter(({ command }) => command.includes(`/postgres -D ${folder}/pg/data `));
  return all.filter(
    (each) =>
      `\0${each.environment}`.includes(`\0CALLOUT_DATA=${folder}\0`) ||
      databases.some(({ pid }) => pid === each.pid || pid === each.parent),
  );
}

/** 0 where no database runs. */
export const postmasterOf = ({ folder }: Installation): number => postmasterIn(folder);

export function isAlive(pid: number): boolean {
  return readProcess(pid) !== null;
}

export function killAll(processes: Process[]): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended with the ones before.
    }
  }
}

/** Ends what a failed test left running, and removes the folder. */
export async function removeInstallation(installation: Installation): Promise<void> {
  // Again, until nobody is left: one may have begun another between the look and the strike.
  for (let own = listOwn(installation); own.length > 0; own = listOwn(installation)) {
    killAll(own);
    await sleep(100);
  }
  rmSync(installation.folder, { recursive: true, force: true, maxRetries: 5 });
}

/** The access token of a demo account, as the browser gets it: through the app's own origin. */
export async function tokenOf(installation: Installation, email: string): Promise<string> {
  const response = await fetch(`${installation.url}/supabase/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: installation.setting("SUPABASE_PUBLISHABLE_KEY"), "content-type": "application/json" },
    body: JSON.stringify({ email, password: "callout-demo-1" }),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (!token) throw new Error(`${email} could not sign in: ${response.status}`);
  return token;
}
