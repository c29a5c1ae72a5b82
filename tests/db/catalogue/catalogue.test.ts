import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase, rolledBack } from "../../support/database";
import type { TestDatabase, Transaction } from "../../support/database";
import { exceptions } from "./exceptions";
import { offenders } from "./rule";
import type { Rule } from "./rule";
import { columnRules } from "./rules-columns";
import { functionRules } from "./rules-functions";
import { grantRules } from "./rules-grants";
import { keyRules } from "./rules-keys";
import { policyRules } from "./rules-policies";
import { privacyRules } from "./rules-privacy";
import { tableRules } from "./rules-tables";
import { triggerRules } from "./rules-triggers";
import { catalogueViews } from "./views";

const rules: Rule[] = [
  ...tableRules,
  ...columnRules,
  ...keyRules,
  ...policyRules,
  ...grantRules,
  ...functionRules,
  ...triggerRules,
  ...privacyRules,
];

let database: TestDatabase;

beforeAll(async () => {
  database = await openDatabase();
});

afterAll(async () => {
  await database.close();
});

/** One transaction that sees the catalogue through the views; names are printed with their schema. */
async function reading<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return rolledBack(database.sql, async (tx) => {
    await tx.unsafe("set local search_path = ''").simple();
    await tx.unsafe(catalogueViews).simple();
    return work(tx);
  });
}

describe("the table law", () => {
  it.each(rules.map((rule) => [rule.law, rule] as const))("%s", async (_, rule) => {
    const found = await reading((tx) => offenders(tx, rule));
    const allowed = Object.keys(exceptions[rule.id] ?? {});
    expect({
      breaks: found.filter((name) => !allowed.includes(name)),
      exceptionsNobodyNeeds: allowed.filter((name) => !found.includes(name)),
    }).toEqual({ breaks: [], exceptionsNobodyNeeds: [] });
  });
});

describe("each rule sees a planted break", () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))("%s", async (_, rule) => {
    const { before, after, expected } = await reading(async (tx) => {
      const found = await offenders(tx, rule);
      await tx.unsafe(rule.plant.sql).simple();
      return { before: found, after: await offenders(tx, rule), expected: await offenderOf(tx, rule) };
    });
    expect(before).not.toContain(expected);
    expect(after).toContain(expected);
  });
});

/** A plant whose offender depends on the date leaves the name in a setting. */
async function offenderOf(tx: Transaction, rule: Rule): Promise<string> {
  const setting = /^setting (.+)$/.exec(rule.plant.offender)?.[1];
  if (setting === undefined) return rule.plant.offender;
  const [row] = await tx`select current_setting(${setting}) as offender`;
  return String(row?.offender);
}

describe("the lists", () => {
  it("name no rule twice and no exception of an unknown rule", () => {
    const ids = rules.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(exceptions).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it("give every exception a reason in words", () => {
    const bare = Object.entries(exceptions).flatMap(([id, list]) =>
      Object.entries(list)
        .filter(([, reason]) => reason.trim().split(/\s+/).length < 4)
        .map(([name]) => `${id}: ${name}`),
    );
    expect(bare).toEqual([]);
  });

  it("prints what was read", async () => {
    const [counts] = await reading(
      (
        tx,
      ) => tx`select (select count(*) from law_table) as tables, (select count(*) from law_function) as functions,
        (select count(*) from law_policy) as policies, (select count(*) from law_grant) as grants,
        (select count(*) from law_index) as indexes, (select count(*) from law_constraint) as constraints,
        (select count(*) from law_trigger) as triggers`,
    );
    const exempt = Object.values(exceptions).reduce((sum, list) => sum + Object.keys(list).length, 0);
    const words = Object.entries(counts ?? {}).map(([name, count]) => `${String(count)} ${name}`);
    process.stdout.write(`catalogue: ${rules.length} rules over ${words.join(", ")}; ${exempt} exceptions\n`);
    expect(Number(counts?.tables)).toBeGreaterThan(0);
  });
});
