import { spawn } from "node:child_process";

/** What a part of the tests came to. `output` is shown where it was not streamed. */
export type Outcome = { passed: number; failed: number; output: string };

export type ToolOptions = { cwd: string; env?: NodeJS.ProcessEnv; isStreamed?: boolean };

/** Runs a tool to its end, its output kept (or shown as it comes). */
export function runProcess(
  command: string,
  args: string[],
  options: ToolOptions,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const stdio = options.isStreamed ? "inherit" : "pipe";
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", stdio, stdio],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** A tool that only says yes or no counts as one test. */
export async function runTool(command: string, args: string[], options: ToolOptions): Promise<Outcome> {
  const { code, output } = await runProcess(command, args, options);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
}
