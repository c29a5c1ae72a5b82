import type { Sql } from "postgres";
import { percentile } from "./measure";
import type { Figure } from "./measure";

const WRITERS = 4;
const ROUNDS = 5;
const ROUND_MS = 2_000;
/** Of the same updates without history, audit line and event: the share of the throughput that must be left. */
const LEAST_SHARE = 0.6;

/** Committed updates of one row each, by four writers at once; the answer is in milliseconds of the wall clock each. */
async function msOfAnUpdate(sql: Sql, organization: string, customers: readonly string[]): Promise<number> {
  const started = performance.now();
  let updates = 0;
  const write = async () => {
    while (performance.now() - started < ROUND_MS) {
      updates += 1;
      await sql`
        update public.customers set notes = ${`update ${updates}`}
        where org_id = ${organization} and id = ${customers[updates % customers.length] as string}`;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  return (performance.now() - started) / updates;
}

/** What is written beside an update (history, audit line, event) against the same update without it, in turn. */
export async function auditTax(
  sql: Sql,
  organization: string,
  customers: readonly string[],
): Promise<Figure> {
  const told: number[] = [];
  const silent: number[] = [];
  await msOfAnUpdate(sql, organization, customers);
  for (let round = 0; round < ROUNDS; round += 1) {
    told.push(await msOfAnUpdate(sql, organization, customers));
    await sql`alter table public.customers disable trigger record_update`;
    try {
      silent.push(await msOfAnUpdate(sql, organization, customers));
    } finally {
      await sql`alter table public.customers enable trigger record_update`;
    }
  }
  const middle = (values: number[]) =>
    percentile(
      values.toSorted((a, b) => a - b),
      0.5,
    );
  const p50Ms = middle(told);
  const referenceP50Ms = middle(silent);
  const ratio = p50Ms / referenceP50Ms;
  return {
    name: `an update, ${WRITERS} writers, against one that nobody records`,
    p50Ms,
    p95Ms: Math.max(...told),
    referenceP50Ms,
    referenceP95Ms: Math.max(...silent),
    ratio,
    ratioAllowed: Number((1 / LEAST_SHARE).toFixed(2)),
    p95AllowedMs: null,
    passed: ratio <= 1 / LEAST_SHARE,
  };
}
