import { spawnSync } from "node:child_process";
import { StackError } from "../stack-error";

/** The system account the server runs as. `ids` is empty when that is the account of this process. */
export type Account = {
  name: string;
  uid: number;
  ids: { uid: number; gid: number } | Record<string, never>;
};

/** PostgreSQL refuses to run as root: root hands it to `postgres`, or `nobody` where there is no such account. */
export function serverAccount(): Account {
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0) return { name: process.env.USER ?? String(uid), uid, ids: {} };
  for (const name of ["postgres", "nobody"]) {
    const user = idOf("-u", name);
    const group = idOf("-g", name);
    if (user !== undefined && group !== undefined) return { name, uid: user, ids: { uid: user, gid: group } };
  }
  throw new StackError(
    'PostgreSQL does not run as root and this machine has neither a "postgres" nor a "nobody" account. Start as an ordinary user.',
  );
}

export function accountName(uid: number): string {
  const { status, stdout } = spawnSync("id", ["-un", String(uid)], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : `uid ${uid}`;
}

function idOf(flag: "-u" | "-g", name: string): number | undefined {
  const { status, stdout } = spawnSync("id", [flag, name], { encoding: "utf8" });
  return status === 0 ? Number(stdout.trim()) : undefined;
}
