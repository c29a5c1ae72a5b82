import type { Source, Violation } from "./sources";

const fileName = /^supabase\/migrations\/\d{14}_[a-z]+(?:_[a-z0-9]+)+\.sql$/;
const noTransaction = "-- callout: no transaction";

function checkMigration(source: Source, all: Set<string>): Violation[] {
  const found: Violation[] = [];
  const fail = (rule: string, cure: string) => found.push({ path: source.path, line: 1, rule, cure });
  const [first = ""] = source.text.split("\n");
  const statements = source.text
    .replace(/--[^\n]*/g, "")
    .split(";")
    .filter((each) => each.trim() !== "");
  if (!fileName.test(source.path))
    fail("No migration's name", "YYYYMMDDHHMMSS_verb_noun.sql; `npm run db:new` makes one.");
  if (!first.startsWith("-- "))
    fail("The reason is missing", "A migration begins with a comment that says why.");
  const isAlone = statements.length === 1 && /\bconcurrently\b/.test(statements[0] ?? "");
  if (first === noTransaction && !isAlone) {
    fail(
      "More than one CONCURRENTLY statement without a transaction",
      "Such a file is exactly one statement, or a failure leaves half of it.",
    );
  }
  if (first !== noTransaction && statements.some((each) => /\bconcurrently\b/.test(each))) {
    fail(
      "CONCURRENTLY cannot run in a transaction",
      `Put it into a file of its own that begins with: ${noTransaction}`,
    );
  }
  const rollback = source.path.replace("/migrations/", "/rollbacks/");
  if (!all.has(rollback))
    fail(`${rollback} is missing`, "Each migration has a file that undoes it, under the same name.");
  return found;
}

export function checkMigrations(sources: Source[]): Violation[] {
  const all = new Set(sources.map((source) => source.path));
  return sources
    .filter((source) => source.path.startsWith("supabase/migrations/"))
    .flatMap((source) => checkMigration(source, all));
}
