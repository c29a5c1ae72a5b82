import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import path from "node:path";
import { StackError } from "../stack-error";
import type { Account } from "./account";

/** Where root keeps what the server's account must reach although the checkout lies below a 0700 folder. */
const READABLE_ROOT = "/var/lib/callout";

/** `home` holds `data` (the cluster) and `server.log`; `bin` the programs that start it. */
export type Place = { home: string; bin: string };

/**
 * Chooses folders the server's account can reach. Usually `<dataDir>/pg` and node_modules. Root may work in a
 * checkout below /root (0700), where the account `postgres` can't enter: then the programs are copied and the
 * cluster is kept below /var/lib/callout, and `<dataDir>/pg` is a link to it.
 */
export function choosePlace(dataDir: string, native: string, account: Account): Place {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  const bin = reaches(account, path.join(native, "bin", "postgres"))
    ? path.join(native, "bin")
    : copyBinaries(native);
  const home = path.join(dataDir, "pg");
  const known = lstatSync(home, { throwIfNoEntry: false });
  if (known?.isSymbolicLink()) return { home: makeHome(readlinkSync(home), account), bin };
  if (known && !reaches(account, dataDir)) throw unreachable(home, account);
  if (known || reaches(account, dataDir)) return { home: makeHome(home, account), bin };
  const elsewhere = path.join(READABLE_ROOT, createHash("sha256").update(dataDir).digest("hex").slice(0, 16));
  mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
  const made = makeHome(path.join(elsewhere, "pg"), account);
  symlinkSync(made, home);
  return { home: made, bin };
}

/** Asks as the account itself, because access depends on every folder above, on groups and on mount options. */
function reaches(account: Account, target: string): boolean {
  if (!("uid" in account.ids)) return true;
  return (
    spawnSync("/bin/sh", ["-c", 'test -x "$1"', "sh", target], { ...account.ids, cwd: "/" }).status === 0
  );
}

function unreachable(home: string, account: Account): StackError {
  return new StackError(
    `The database runs as ${account.name}, which can no longer reach ${home}. Let it pass through the folders above (chmod a+x); nothing was changed.`,
  );
}

function copyBinaries(native: string): string {
  const { version } = JSON.parse(readFileSync(path.join(native, "..", "package.json"), "utf8")) as {
    version: string;
  };
  const target = path.join(READABLE_ROOT, `postgres-${version}`);
  if (existsSync(target)) return path.join(target, "bin");
  const half = `${target}.new-${process.pid}`;
  mkdirSync(READABLE_ROOT, { recursive: true, mode: 0o755 });
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  // The copy must not inherit a strict umask of whoever installed the packages.
  spawnSync("chmod", ["-R", "a+rX", half]);
  if (existsSync(target)) rmSync(half, { recursive: true });
  else renameSync(half, target);
  return path.join(target, "bin");
}

function makeHome(home: string, account: Account): string {
  try {
    if (!existsSync(home)) {
      mkdirSync(home, { recursive: true, mode: 0o700 });
      if ("uid" in account.ids) chownSync(home, account.ids.uid, account.ids.gid);
    }
  } catch (error) {
    throw new StackError(
      `The database folder ${home} cannot be created (${(error as NodeJS.ErrnoException).code}). Choose a folder you may write to with --data.`,
    );
  }
  return home;
}
