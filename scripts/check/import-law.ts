import { featureOf, kindOf, wordOf } from "./rooms";
import { isScript, listImports } from "./sources";
import type { Source, Violation } from "./sources";

type Rule = {
  /** Kinds that may be imported; "schema" means any feature's, "schema=" only that of the own feature. */
  may: string[];
  /** Said when something else is imported. */
  cure: string;
};

const anywhere = ["ground", "language", "package"];
const browserDoors = [
  "lib/http/fetch",
  "lib/http/api-problem",
  "lib/http/public-config",
  "lib/http/fields",
  "lib/supabase/browser",
  "lib/auth/rules",
  "lib/auth/browser",
  "lib/auth/two-step",
  "lib/auth/failure",
  "lib/auth/link-type",
];

const laws: Record<string, Rule> = {
  page: {
    may: [
      ...anywhere,
      "ui",
      "shared",
      "part",
      "schema",
      "rules",
      "queries",
      "client",
      "machinery",
      "server-ground",
      "own-page",
    ],
    cure: "A page parses the address, requires the member, starts reads from lib/<feature>/queries and composes components.",
  },
  api: {
    may: [
      ...anywhere,
      "schema",
      "rules",
      "queries",
      "mutations",
      "endpoints",
      "machinery",
      "server-ground",
      "own-page",
    ],
    cure: "A route is schema + permission + one call of lib/<feature>/queries or mutations, through handler().",
  },
  ui: {
    may: ["package", "ui", "lib/cn"],
    cure: "A primitive knows no feature, no words and fetches nothing: pass it in as a prop.",
  },
  shared: {
    may: [...anywhere, "ui", "shared", ...browserDoors],
    cure: "A shared component knows no feature: pass what it shows in as a prop, or move it into components/<feature>.",
  },
  part: {
    may: [
      ...anywhere,
      ...browserDoors,
      "ui",
      "shared",
      "part=",
      "picker",
      "schema",
      "rules",
      "client",
      "phone=",
    ],
    cure: "A feature's component uses components/ui, components/shared, its own folder, another feature's *-picker or *-progress, custom fields, and schema, rules and client of lib. Data comes through lib/<feature>/client or as props from the page.",
  },
  schema: {
    may: [...anywhere, "lib/http/fields", "lib/auth/rules", "schema", "rules"],
    cure: "A schema runs anywhere: zod, money, time, other schemas.",
  },
  rules: {
    may: [...anywhere, "lib/auth/rules", "schema", "rules"],
    cure: "Business rules are pure and run anywhere: pass data and the clock in as arguments.",
  },
  client: {
    may: [...anywhere, ...browserDoors, "machinery:http", "schema", "rules", "client="],
    cure: "A fetcher calls api() of lib/http/fetch with the types of schema.ts.",
  },
  phone: {
    may: [
      ...anywhere,
      ...browserDoors,
      "machinery:http",
      "machinery:supabase",
      "schema",
      "rules",
      "client",
      "phone",
    ],
    cure: "The phone's store reaches the office through lib/<feature>/client only, and runs in a browser.",
  },
  endpoints: {
    may: [...anywhere, "machinery:http", "schema", "rules"],
    cure: "Endpoints describe the API from schemas; they run nothing.",
  },
  queries: {
    may: [...anywhere, "machinery", "server-ground", "schema", "rules", "queries", "piece="],
    cure: "Reads use schema, rules, the Supabase types and errors; another feature is reached through its schema, rules or queries.",
  },
  mutations: {
    may: [...anywhere, "machinery", "server-ground", "schema", "rules", "queries", "piece="],
    cure: "Writes use schema, rules, queries, the Supabase types and errors.",
  },
  worker: {
    may: [
      ...anywhere,
      "machinery:worker",
      "machinery:mail",
      "machinery:crypto",
      "server-ground",
      "schema",
      "rules",
      "piece=",
    ],
    cure: "The worker reaches data only by ops.* functions over lib/worker.",
  },
  piece: {
    may: [...anywhere, "schema", "rules", "machinery", "server-ground", "piece="],
    cure: "Files of a feature besides the named ones serve that feature alone.",
  },
  machinery: {
    may: [...anywhere, "machinery", "server-ground", "schema"],
    cure: "The machinery below the features must not know one.",
  },
  ground: { may: ["package", "ground"], cure: "money, time, errors and the like stand below everything." },
  "server-ground": {
    may: ["package", "ground", "server-ground", "machinery:http"],
    cure: "env and log stand below everything on the server.",
  },
  language: { may: [...anywhere, "messages"], cure: "lib/i18n knows languages, not features." },
  middleware: {
    may: [...anywhere, "machinery", "server-ground"],
    cure: "The middleware refreshes the session and sets headers; authorization lives with the data.",
  },
  script: {
    may: [
      ...anywhere,
      "script",
      "stack",
      "machinery",
      "server-ground",
      "schema",
      "rules",
      "queries",
      "worker",
      "piece",
      "messages",
      "supabase",
    ],
    cure: "Scripts are thin entries over lib.",
  },
  stack: {
    may: ["package", "stack", "ground", "lib/log", "machinery:mail"],
    cure: "The embedded Supabase stands alone: it is no part of the app and the app none of it.",
  },
  tests: {
    may: [
      ...anywhere,
      "tests",
      "stack",
      "script",
      "schema",
      "rules",
      "machinery",
      "server-ground",
      "worker",
      // The phone is tried against an office that loses answers, without a browser.
      "phone",
      "client",
      "endpoints",
      "supabase",
      "messages",
    ],
    cure: "Tests use lib's schemas and the running stack, not the app's insides.",
  },
  configuration: { may: ["package", "script", "stack", "ground"], cure: "Configuration imports tools only." },
};

/** Exceptions, each with its reason. */
const exceptions: Record<string, string[]> = {
  // A page of Next's can't answer 410: both addresses of an ended link write the same page by hand.
  "app/p/[token]/route.ts": ["lib/portal/ended-page"],
  "app/v/[link]/ended/route.ts": ["lib/portal/ended-page"],
  // Who is signed in is one read, and requireMember() is made of it.
  "lib/auth/member.ts": ["lib/me/queries"],
  // The list of all endpoints is what the document is made of.
  "lib/http/openapi.ts": ["endpoints"],
};

/** The folder of a page; for an office page that of its feature. */
function pageRoomOf(path: string): string {
  const feature = /^app\/o\/\[org\]\/[a-z-]+\//.exec(path)?.[0];
  return feature ?? path.slice(0, path.lastIndexOf("/") + 1);
}

function isAllowed(source: Source, from: string, target: string, allowed: string[]): boolean {
  const kind = kindOf(target);
  const word = wordOf(kind);
  const isOwn = featureOf(kind) !== "" && featureOf(kind) === featureOf(from);
  if (allowed.includes(target) || allowed.includes(word) || allowed.includes(kind)) return true;
  if (isOwn && allowed.includes(`${word}=`)) return true;
  if (allowed.includes("picker") && word === "part" && /-(?:picker|progress)$/.test(target)) return true;
  // What a company asks of its own is part of every record's form, page and list.
  if (allowed.includes("picker") && target.startsWith("components/custom-fields/")) return true;
  // Beside a page may lie what only that page uses, and a feature's pages may share one (a sheet over its list).
  if (allowed.includes("own-page") && target.startsWith(pageRoomOf(source.path))) return true;
  return false;
}

function lawFor(source: Source): { kind: string; rule: Rule } | null {
  // A unit test lies beside what it tests and follows the same law.
  const kind = kindOf(source.path);
  const rule = laws[wordOf(kind)];
  return rule ? { kind, rule } : null;
}

/** Who may import whom. Style sheets and JSON beside a file are no modules and follow the file. */
export function checkImports(sources: Source[]): Violation[] {
  return sources.filter(isScript).flatMap((source): Violation[] => {
    const law = lawFor(source);
    if (!law)
      return [
        {
          path: source.path,
          line: 1,
          rule: "This file lives in no known room",
          cure: "docs/architecture.md has the map of rooms.",
        },
      ];
    const allowed = [...law.rule.may, ...(exceptions[source.path] ?? [])];
    return listImports(source)
      .filter(({ target }) => !/\.(?:css|json)$/.test(target) || target.startsWith("messages/"))
      .filter(
        ({ target }) => !isAllowed(source, law.kind, target.replace(/\.(?:tsx?|mjs|json)$/, ""), allowed),
      )
      .map(({ target, line }) => ({
        path: source.path,
        line,
        rule: `"${target}" must not be imported from here`,
        cure: law.rule.cure,
      }));
  });
}
