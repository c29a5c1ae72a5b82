import { isScript, lineOf, withoutComments } from "./sources";
import type { Source, Violation } from "./sources";

const forbiddenNames = /(?:^|\/)(?:utils?|helpers?|common|types|misc|index)\.(?:tsx?|mjs)$/;
const kebabCase = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*$/;
/** Names Next and the tools prescribe, and the address parameters and groups among folders. */
const prescribedFolder = /^(?:\[{1,2}(?:\.\.\.)?[a-z_]+\]{1,2}|\([a-z-]+\)|@[a-z]+|_[a-z-]+)$/;

function checkNames(source: Source): Violation[] {
  const found: Violation[] = [];
  const fail = (rule: string, cure: string) => found.push({ path: source.path, line: 1, rule, cure });
  if (forbiddenNames.test(source.path))
    fail(
      "A file of this name collects what belongs nowhere",
      "Name it after the one thing it holds; import from where a thing is, no barrels.",
    );
  const parts = source.path.split("/");
  const isSql = source.path.endsWith(".sql");
  const bad = parts.find((part) => !kebabCase.test(part) && !prescribedFolder.test(part));
  if (bad && !isSql)
    fail(
      `"${bad}" is not kebab-case`,
      "Lower-case words joined by hyphens: booking-form.tsx exports BookingForm.",
    );
  return found;
}

/** Generated and data files may be long; pages are short because they only compose. */
function checkLength(source: Source): Violation[] {
  const lines = source.text.split("\n").length - 1;
  const most = source.path === "middleware.ts" ? 60 : /^app\/o\/.*\/page\.tsx$/.test(source.path) ? 80 : 400;
  if (lines <= most || source.path.startsWith("supabase/seed/")) return [];
  return [
    {
      path: source.path,
      line: most,
      rule: `${lines} lines, ${most} are the most here`,
      cure: "Split it by what it does, not by size: each part gets a name of its own.",
    },
  ];
}

/** A file that only passes others on hides where things live and draws everything into every bundle. */
function checkBarrel(source: Source): Violation[] {
  // Two addresses may show one page, and Next finds a page by its file.
  if (/^app\/.*\/page\.tsx$/.test(source.path)) return [];
  const code = withoutComments(source.text)
    .replace(/^\s*["']use \w+["'];?/m, "")
    .trim();
  const statements = code
    .split(";")
    .map((each) => each.trim())
    .filter(Boolean);
  const isBarrel =
    statements.length > 0 && statements.every((each) => /^export\s[^=(]*\sfrom\s*["']/.test(each));
  return isBarrel
    ? [
        {
          path: source.path,
          line: 1,
          rule: "This file only passes others on",
          cure: "Import each thing from the file that holds it.",
        },
      ]
    : [];
}

const serverOnlyFile =
  /^lib\/(?:[a-z-]+\/(?:queries|mutations|worker)|http\/(?:gate|handler)|auth\/member|env|log)\.ts$/;

function checkServerOnly(source: Source): Violation[] {
  if (!serverOnlyFile.test(source.path) || /^import ["']server-only["']/m.test(source.text)) return [];
  return [
    {
      path: source.path,
      line: 1,
      rule: "This file must never reach a browser",
      cure: 'Its first line is: import "server-only";',
    },
  ];
}

/** `.from("table")` and `.rpc("function")` of a Supabase client; Array.from and Buffer.from belong to a class. */
const dataAccess = /(?<!\b[A-Z]\w*)\.(?:from|rpc)\(\s*["'`][a-z_]+["'`]/g;
const dataRooms =
  /^(?:lib\/[a-z-]+\/(?:queries|mutations)\.ts|lib\/http\/gate\.ts|scripts\/stack\/|scripts\/(?:bench|check)|tests\/)/;
/** The one call by which each request learns who asks and whether he may: part of handler(), not of a feature. */
const dataExceptions = new Set(["lib/http/authorize.ts"]);

function checkDataAccess(source: Source): Violation[] {
  if (dataRooms.test(source.path) || dataExceptions.has(source.path)) return [];
  const code = withoutComments(source.text);
  return [...code.matchAll(dataAccess)].map((match) => ({
    path: source.path,
    line: lineOf(code, match.index),
    rule: `${match[0]}…) reads or writes data outside of lib/<feature>/queries.ts and mutations.ts`,
    cure: "Give it a function there, whose first argument is the client, so that the identity under RLS is visible.",
  }));
}

const environmentRooms = /^(?:lib\/env\.ts|scripts\/|tests\/|[a-z.-]+\.(?:ts|mjs)$|app\/dev\/)/;

/** One file reads the environment, so that .env.example can be complete and nothing is frozen into a build. */
function checkEnvironment(source: Source): Violation[] {
  if (environmentRooms.test(source.path)) return [];
  const code = withoutComments(source.text);
  return [...code.matchAll(/process\.env\b(?!\.NODE_ENV)/g)].map((match) => ({
    path: source.path,
    line: lineOf(code, match.index),
    rule: "The environment is read outside of lib/env.ts",
    cure: "Add a function to lib/env.ts that reads it at each call.",
  }));
}

const openEnds = /\b(?:TODO|FIXME|XXX|HACK)\b/g;

function checkOpenEnds(source: Source): Violation[] {
  if (source.path.startsWith("scripts/check/")) return [];
  return [...source.text.matchAll(openEnds)].map((match) => ({
    path: source.path,
    line: lineOf(source.text, match.index),
    rule: `"${match[0]}" in the code`,
    cure: "Do it, or write an issue that somebody will read.",
  }));
}

export function checkFiles(sources: Source[]): Violation[] {
  return sources.flatMap((source) => {
    const common = [...checkLength(source), ...checkNames(source), ...checkOpenEnds(source)];
    if (!isScript(source)) return common;
    return [
      ...common,
      ...checkBarrel(source),
      ...checkServerOnly(source),
      ...checkDataAccess(source),
      ...checkEnvironment(source),
    ];
  });
}
