import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import type { Figure } from "./measure";

type Kept = {
  name: string;
  cores: number;
  node: string;
  facts: Record<string, string | number>;
  figures: Figure[];
};

const FOLDER = path.join(".local", "bench");
const DOCUMENT = path.join("docs", "benchmarks.md");

/** The newest run of each benchmark, by the time in its name. */
function newest(): { kept: Kept; at: string }[] {
  const byName = new Map<string, string>();
  for (const file of readdirSync(FOLDER).toSorted()) {
    const [, name] = /^([a-z]+)-\d{4}-.*\.json$/.exec(file) ?? [];
    if (name) byName.set(name, file);
  }
  return [...byName].map(([name, file]) => ({
    kept: JSON.parse(readFileSync(path.join(FOLDER, file), "utf8")) as Kept,
    at: file
      .slice(name.length + 1, name.length + 17)
      .replace("T", " ")
      .replace(/-(\d\d)$/, ":$1"),
  }));
}

const ms = (value: number | null) => (value === null ? "" : value.toFixed(value < 10 ? 2 : 1));

function lineOf(figure: Figure): string {
  const { name, p50Ms, p95Ms, referenceP50Ms, ratio, ratioAllowed, p95AllowedMs, score, passed } = figure;
  const targets = [
    ratioAllowed === null ? "" : `≤ ${ratioAllowed}× (+0.2 ms)`,
    p95AllowedMs === null ? "" : `p95 < ${p95AllowedMs} ms`,
    score ? `≥ ${score.least}` : "",
  ];
  const cells = [
    name,
    score ? `${score.of100} of 100` : ms(p50Ms),
    ms(p95Ms),
    ms(referenceP50Ms),
    ratio === null ? "" : `${ratio.toFixed(2)}×`,
    targets.filter(Boolean).join(", "),
    passed ? "holds" : "**missed**",
  ];
  return `| ${cells.join(" | ")} |`;
}

function section({ kept, at }: { kept: Kept; at: string }): string {
  const facts = Object.entries(kept.facts).map(([key, value]) => `${key} ${value}`);
  return [
    `## ${kept.name}`,
    "",
    `Measured ${at} UTC: ${facts.join(", ")}.`,
    "",
    "| what | p50 ms | p95 ms | reference p50 ms | ratio | target | verdict |",
    "| --- | ---: | ---: | ---: | ---: | --- | --- |",
    ...kept.figures.map(lineOf),
  ].join("\n");
}

/** Writes docs/benchmarks.md from the newest kept figures of each benchmark: what was measured, never what was hoped. */
export async function writeDocument(): Promise<void> {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const head = [
    "# Benchmarks",
    "",
    "Written by `npm run bench -- document` from the newest run of each benchmark on the machine at hand. Ratios are against a reference",
    "in the same run: the bare query of a superuser with the organization's filter. Targets are the promises of the design; a benchmark that",
    "misses one ends with an error. Absolute figures belong to this machine; compare ratios.",
    "",
    `Machine: ${cpus().length} cores (${processor?.model.trim() ?? "unknown"}), ${memory} GiB, Node ${process.version}. Written at commit ${commit}; a section may be of an earlier one, its time says when.`,
  ].join("\n");
  const text = [head, ...newest().map(section)].join("\n\n");
  writeFileSync(DOCUMENT, await format(text, { ...(await resolveConfig(DOCUMENT)), parser: "markdown" }));
  console.log(`Written: ${DOCUMENT}.`);
}
