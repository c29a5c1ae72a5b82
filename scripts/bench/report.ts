import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import path from "node:path";
import type { Figure } from "./measure";

const number = (value: number, digits = 2) => value.toFixed(digits);

/** Prints the table and keeps the figures as JSON under `.local/bench`. Returns whether every figure holds. */
export function report(name: string, figures: Figure[], facts: Record<string, string | number>): boolean {
  console.log(
    `\n${name}: ${Object.entries(facts)
      .map(([key, value]) => `${key} ${value}`)
      .join(", ")}`,
  );
  console.table(
    Object.fromEntries(
      figures.map((figure) => [
        figure.name,
        {
          "p50 ms": figure.score ? `${figure.score.of100} of 100` : number(figure.p50Ms),
          "p95 ms": number(figure.p95Ms),
          "reference p50": number(figure.referenceP50Ms),
          "reference p95": number(figure.referenceP95Ms),
          ratio: number(figure.ratio),
          allowed: [
            figure.ratioAllowed === null ? null : `≤ ${figure.ratioAllowed}×`,
            figure.p95AllowedMs === null ? null : `p95 ≤ ${figure.p95AllowedMs} ms`,
            figure.score ? `≥ ${figure.score.least}` : null,
          ]
            .filter((part) => part !== null)
            .join(", "),
          holds: figure.passed ? "yes" : "NO",
        },
      ]),
    ),
  );
  const folder = path.join(".local", "bench");
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}-${new Date().toISOString().replaceAll(":", "-")}.json`);
  writeFileSync(
    file,
    JSON.stringify({ name, cores: cpus().length, node: process.version, facts, figures }, null, 2),
  );
  console.log(`Kept in ${file}.`);
  return figures.every((figure) => figure.passed);
}
