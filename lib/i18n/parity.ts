import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LOCALES } from "./locales";

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, prefix: string): Map<string, string> {
  const keys = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const path = `${prefix}.${key}`;
    if (typeof value === "string") keys.set(path, value);
    else for (const [inner, text] of flatten(value, path)) keys.set(inner, text);
  }
  return keys;
}

function readLanguage(directory: string): Map<string, string> {
  const keys = new Map<string, string>();
  for (const file of readdirSync(directory).sort()) {
    if (!file.endsWith(".json")) continue;
    const tree = JSON.parse(readFileSync(join(directory, file), "utf8")) as Tree;
    for (const [key, text] of flatten(tree, file.slice(0, -".json".length))) keys.set(key, text);
  }
  return keys;
}

/** An argument or a tag; a brace behind a plural's case (`one {customer}`) holds words and names nothing. */
const INTERPOLATION = /(?<!(?:zero|one|two|few|many|other|=\d+)\s*)\{\s*(\w+)\s*[,}]|<(\w+)>/g;

/** The names a message interpolates, so that a translation cannot forget one: `{name}`, `{count, plural, …}`, `<b>`. */
function placeholders(text: string): string {
  const names = new Set<string>();
  for (const match of text.matchAll(INTERPOLATION)) names.add(match[1] ?? `<${match[2]}>`);
  return [...names].sort().join(" ");
}

function sourcesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return sourcesBelow(path);
    return /\.tsx?$/.test(entry.name) ? [readFileSync(path, "utf8")] : [];
  });
}

/**
 * A key counts as used when its path below the room, or its last segments under a dynamic prefix
 * (`t(`role.${role}`)`), stands in a source file. This may call a dead key alive, never the other way round.
 */
function isUsed(key: string, sources: string, dynamicPrefixes: Set<string>): boolean {
  // A translator of the whole language asks by the whole key, one of a namespace by what follows.
  const path = key.split(".");
  for (let from = 0; from < path.length; from += 1) {
    const tail = path.slice(from).join(".");
    if (['"', "'", "`"].some((quote) => sources.includes(`${quote}${tail}${quote}`))) return true;
    const parent = path.slice(from, -1).join(".");
    if (parent && dynamicPrefixes.has(parent)) return true;
  }
  return false;
}

/** Every language must say what English says, with the same placeholders, and nothing that no page asks for. */
export function findMessageProblems(root: string): string[] {
  const english = readLanguage(join(root, "messages", "en"));
  const problems: string[] = [];
  for (const locale of LOCALES) {
    const other = readLanguage(join(root, "messages", locale));
    for (const [key, text] of english) {
      const translated = other.get(key);
      if (translated === undefined) problems.push(`messages/${locale}: ${key} is missing.`);
      else if (translated.trim() === "") problems.push(`messages/${locale}: ${key} is empty.`);
      else if (placeholders(translated) !== placeholders(text))
        problems.push(
          `messages/${locale}: ${key} interpolates {${placeholders(translated)}}, English {${placeholders(text)}}.`,
        );
    }
    for (const key of other.keys()) {
      if (!english.has(key)) problems.push(`messages/${locale}: ${key} does not exist in English.`);
    }
  }
  const sources = ["app", "components", "lib"].flatMap((room) => sourcesBelow(join(root, room))).join("\n");
  const dynamicPrefixes = new Set([...sources.matchAll(/`([\w.]+)\.\$\{/g)].map((match) => match[1] ?? ""));
  for (const key of english.keys()) {
    if (!isUsed(key, sources, dynamicPrefixes)) problems.push(`messages: no source uses ${key}.`);
  }
  return problems;
}
