import { appendFileSync } from "node:fs";
import path from "node:path";
import { inject } from "vitest";

export type Counts = Record<string, number>;

/** Says how much was tried; the run repeats all such lines at its end. */
export async function reportCounts(title: string, counts: Counts): Promise<void> {
  const line = `matrix, ${title}: ${Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ")}`;
  appendFileSync(path.join(inject("cluster").folder, "counts.txt"), `${line}\n`);
}
