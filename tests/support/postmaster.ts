import { readFileSync } from "node:fs";
import path from "node:path";

/**
 * The first process of the database that keeps its data below `folder`; 0 where none runs. A server that starts takes
 * the note of a killed one away and writes its own: between the two there is no file, so nobody asks for it beforehand.
 */
export function postmasterIn(folder: string): number {
  try {
    const [id] = readFileSync(path.join(folder, "pg", "data", "postmaster.pid"), "utf8").split("\n");
    return Number(id);
  } catch {
    return 0;
  }
}
