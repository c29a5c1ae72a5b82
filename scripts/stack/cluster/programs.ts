import { spawn } from "node:child_process";
import path from "node:path";
import type { Account } from "./account";
import type { Place } from "./place";

export type Cluster = Place & { account: Account; data: string; log: string };
export type Outcome = { code: number; output: string };

/** Runs one of the bundled programs as the server's account and answers its exit code and all it printed. */
export function runProgram(cluster: Cluster, program: string, args: string[], input = ""): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(path.join(cluster.bin, program), args, {
      ...cluster.account.ids,
      cwd: cluster.home,
      env: cleanEnvironment(cluster.home),
      stdio: ["pipe", "pipe", "pipe"],
    });
    let output = "";
    const collect = (chunk: Buffer) => (output += chunk.toString("utf8"));
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.stdin.on("error", () => undefined);
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
    child.stdin.end(input);
  });
}

/** Without the caller's PG* variables, which would change port, folder and options, and without its secrets. */
function cleanEnvironment(home: string): NodeJS.ProcessEnv {
  const keep = process.env.LD_LIBRARY_PATH ? { LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH } : {};
  return {
    ...keep,
    PATH: process.env.PATH,
    HOME: home,
    LC_ALL: "C.UTF-8",
    TZ: "UTC",
    NODE_ENV: process.env.NODE_ENV,
  };
}
