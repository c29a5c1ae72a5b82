import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";

/** For `--import`: ends a program whose parent, named by CALLOUT_STARTED_BY, is gone. */
export const endWithParent = new URL("./end-with-parent.mjs", import.meta.url).href;

const underWay = new Set<ChildProcess>();
let isCancelled = false;

type Step = { cwd: string; args: string[]; env: NodeJS.ProcessEnv; logFolder: string; name: string };

/** Runs one Node program to its end. What it prints lies in `<logFolder>/<name>.log`; its last lines are answered on failure. */
export async function runStep(step: Step): Promise<{ code: number; told: string; log: string }> {
  if (isCancelled) return { code: 130, told: "", log: "" };
  mkdirSync(step.logFolder, { recursive: true, mode: 0o700 });
  const log = `${step.logFolder}/${step.name}.log`;
  const out = openSync(log, "w", 0o600);
  const child = spawn(process.execPath, ["--import", endWithParent, ...step.args], {
    cwd: step.cwd,
    env: { ...step.env, CALLOUT_STARTED_BY: String(process.pid) },
    stdio: ["ignore", out, out, "ipc"],
  });
  closeSync(out);
  underWay.add(child);
  const code = await new Promise<number>((resolve) => {
    child.once("error", () => resolve(127));
    child.once("exit", (status) => resolve(status ?? 1));
  });
  underWay.delete(child);
  const told = code === 0 ? "" : readFileSync(log, "utf8").trim().split("\n").slice(-15).join("\n");
  return { code, told, log };
}

/** A process may start one installation after another has been stopped. */
export function allowSteps(): void {
  isCancelled = false;
}

export function cancelSteps(): void {
  isCancelled = true;
  for (const child of underWay) child.kill("SIGTERM");
}
