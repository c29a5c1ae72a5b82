import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { StackError } from "./stack-error";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PROGRAM = fileURLToPath(new URL("../../node_modules/supabase/dist/supabase.js", import.meta.url));

/**
 * Runs the Supabase CLI on a database by its address; no Docker, no account. It would otherwise report what is
 * run to its makers. Answers what it printed; with `show` it prints to the terminal instead.
 */
export async function runCli(
  args: string[],
  url: string,
  options: { show?: boolean } = {},
): Promise<{ code: number; output: string; errors: string }> {
  if (!existsSync(PROGRAM)) {
    throw new StackError("The Supabase CLI is not installed: run `npm ci` without --omit=dev.");
  }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args, `--remote=${url}`], {
      cwd: ROOT,
      env: { ...process.env, SUPABASE_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
      stdio: options.show ? "inherit" : ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let errors = "";
    child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
    child.stderr?.on("data", (chunk: Buffer) => (errors += chunk.toString("utf8")));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output, errors }));
  });
}

/** The CLI asks for TLS unless told that a database on this machine has none. */
export function localUrl(url: string): string {
  const address = new URL(url);
  address.searchParams.set("sslmode", "disable");
  return address.toString().replace(/^postgres:/, "postgresql:");
}
