import { readdirSync, readFileSync } from "node:fs";

export type Source = { path: string; text: string };
export type Violation = { path: string; line: number; rule: string; cure: string };

const rooms = ["app", "components", "lib", "scripts", "supabase", "tests"];
const generated = new Set(["lib/supabase/database.types.ts"]);

/** Every TypeScript, JavaScript and SQL file we wrote, with paths relative to the project. */
export function readSources(root: string): Source[] {
  const below = rooms.flatMap((room) => {
    try {
      return readdirSync(`${root}/${room}`, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length + 1));
    } catch {
      return [];
    }
  });
  const top = readdirSync(root).filter((name) => /\.(?:ts|mjs)$/.test(name));
  return [...top, ...below]
    .filter(
      (path) => /\.(?:tsx?|mjs|sql)$/.test(path) && !generated.has(path) && !path.startsWith("next-env"),
    )
    .sort()
    .map((path) => ({ path, text: readFileSync(`${root}/${path}`, "utf8") }));
}

export const isScript = (source: Source) => /\.(?:tsx?|mjs)$/.test(source.path);

export function lineOf(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

/** Comments as blanks of the same length, so that a position in the result is one in the file. */
export function withoutComments(text: string): string {
  const blank = (comment: string) => comment.replace(/[^\n]/g, " ");
  return text.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|(?<![:\w])\/\/[^\n]*/g,
    (match, literal?: string) => (literal === undefined ? blank(match) : match),
  );
}

export type Import = { target: string; line: number; isType: boolean };

const statement =
  /^[ \t]*(?:import|export)\b(\s+type\b)?(?:[^"';]*?\sfrom)?\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm;

/** What a file imports, inside the project as a path from its root without extension, packages by their name. */
export function listImports(source: Source): Import[] {
  const text = withoutComments(source.text);
  return [...text.matchAll(statement)].map((match) => ({
    target: resolve(source.path, match[2] ?? match[3] ?? ""),
    line: lineOf(text, match.index + match[0].length),
    isType: match[1] !== undefined,
  }));
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (!specifier.startsWith(".")) return specifier;
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
