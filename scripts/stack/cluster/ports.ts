import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";
import { StackError } from "../stack-error";

/** Refuses a taken port with the name of its holder, because "address already in use" helps nobody. */
export async function requireFreePort(port: number, setting: string): Promise<void> {
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new StackError(`${setting}=${port} is no port.`);
  if (await isFree(port)) return;
  const holder = holderOf(port);
  throw new StackError(
    `Port ${port} is taken by ${holder ?? "a process of another user"}. Stop it, or choose another port: ${setting}=${port + 10}.`,
  );
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(false);
      else reject(error);
    });
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/** Reads who listens on a port from /proc (Linux). A process of another user shows no sockets to us. */
export function holderOf(port: number): string | undefined {
  const inodes = listeningInodes(port);
  if (inodes.size === 0) return undefined;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    if (holdsSocket(pid, inodes)) return `process ${pid} (${commandOf(Number(pid))})`;
  }
  return undefined;
}

function listeningInodes(port: number): Set<string> {
  const inodes = new Set<string>();
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    for (const line of readOr(table).split("\n")) {
      const fields = line.trim().split(/\s+/);
      if (fields[1]?.endsWith(suffix) && fields[9]) inodes.add(fields[9]);
    }
  }
  inodes.delete("0");
  return inodes;
}

function holdsSocket(pid: string, inodes: Set<string>): boolean {
  return listOr(`/proc/${pid}/fd`).some((fd) => {
    const match = /^socket:\[(\d+)\]$/.exec(linkOr(`/proc/${pid}/fd/${fd}`));
    return match?.[1] !== undefined && inodes.has(match[1]);
  });
}

/** The program and its first arguments; cut, because a command line may carry more than a message should. */
export function commandOf(pid: number): string {
  const command = readOr(`/proc/${pid}/cmdline`).split("\0").filter(Boolean).slice(0, 3).join(" ");
  return command.length > 80 ? `${command.slice(0, 77)}…` : command || "unknown";
}

/** Processes end while /proc is read, and other users' are closed: both read as empty. */
function listOr(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function linkOr(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return "";
  }
}

function readOr(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
