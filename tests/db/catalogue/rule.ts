import type { Transaction } from "../../support/database";

/**
 * One sentence of the table law, as a search for what breaks it. `find` reads pg_catalog through the views of
 * `views.ts` and answers the offenders' names; `plant` is a way to break the rule together with the name the search
 * must then report, so that a rule which can never be red is noticed at once.
 */
export type Rule = {
  id: string;
  law: string;
  find: string | ((tx: Transaction) => Promise<string[]>);
  plant: { sql: string; offender: string };
};

export async function offenders(tx: Transaction, rule: Rule): Promise<string[]> {
  if (typeof rule.find !== "string") return (await rule.find(tx)).sort();
  const rows = await tx.unsafe<{ offender: string }[]>(rule.find);
  return rows.map((row) => row.offender).sort();
}
