import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { foundField } from "./field";
import { act, common, office, pocketOf, sync } from "./phones";
import type { Deed, Pocket, Site } from "./phones";
import { openPlanning } from "./planning";
import type { Planning } from "./planning";

const VISITS = 3;
const PHONES = 3;

let base: Planning;
beforeAll(async () => {
  base = await openPlanning();
});
afterAll(() => base.database.close());

/** Tina carries two phones, Max one; they are sent to the same visits. */
async function openSite(): Promise<Site> {
  const field = await foundField(base);
  const both = [{ resource_id: field.tina }, { resource_id: field.max }];
  const visits = [];
  for (let index = 0; index < VISITS; index += 1) visits.push(await field.today({ assignments: both }));
  const pockets = [
    pocketOf(field.phone(), field.tina),
    pocketOf(field.phone(), field.tina),
    pocketOf(field.phone(field.other), field.max),
  ];
  for (const pocket of pockets) await sync(pocket, "arrives", 0, 0);
  return { field, visits, pockets };
}

const number = fc.nat({ max: 99 });
const pocket = fc.nat({ max: PHONES - 1 });
const visit = fc.nat({ max: VISITS - 1 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("act" as const), pocket, visit, what: number, value: number }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("sync" as const),
      pocket,
      fate: fc.constantFrom("arrives" as const, "answer lost" as const, "request lost" as const),
      take: fc.integer({ min: 1, max: 12 }),
      order: number,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("office" as const), visit, what: number, value: number }),
  },
);

async function perform({ field, visits, pockets }: Site, each: Deed): Promise<void> {
  const id = "visit" in each ? (visits[each.visit]?.id ?? "") : "";
  const mine = "pocket" in each ? pockets[each.pocket] : undefined;
  if (each.kind === "office") await office(field, id, each.what, each.value);
  else if (each.kind === "act" && mine) act(mine, id, each.what, each.value);
  else if (each.kind === "sync" && mine) await sync(mine, each.fate, each.take, each.order);
}

const totals = { made: 0, parked: 0, merged: 0 };

async function checkJournal({ field, pockets }: Site): Promise<void> {
  const made = pockets.flatMap((each) => each.made);
  const lines = await field.sql<{ op_id: string; result: string; state: string }[]>`
    select op_id, result, state from public.offline_sync_queue where org_id = ${field.orgId}`;
  expect(lines.map(({ op_id }) => op_id).toSorted()).toEqual(made.map(({ op_id }) => op_id).toSorted());
  // What was done is done once, what was not done waits with its reason.
  for (const { result, state } of lines) {
    expect(state === "done").toBe(result === "applied" || result === "merged");
  }
  const applied = new Set(lines.filter(({ state }) => state === "done").map(({ op_id }) => op_id));
  const countOf = (kind: string): number =>
    made.filter((each) => each.kind === kind && applied.has(each.op_id)).length;
  const [counts] = await field.sql<{ notes: number; photos: number }[]>`
    select
      (select count(*)::int from public.activities where org_id = ${field.orgId}) as notes,
      (select count(*)::int from public.field_photos where org_id = ${field.orgId}) as photos`;
  expect(counts).toEqual({ notes: countOf("note.add"), photos: countOf("photo.add") });
  totals.made += made.length;
  totals.merged += lines.filter(({ result }) => result === "merged").length;
  totals.parked += lines.filter(({ state }) => state === "parked").length;
}

/** Every phone that holds a visit holds the office's, and hears nothing new when it asks again. */
async function checkPockets({ field, pockets }: Site): Promise<void> {
  for (const each of pockets) {
    const { changes, removals } = await each.phone.poll(each.known);
    expect({ changes, removals }).toEqual({ changes: [], removals: [] });
    const [fresh] = [await field.phone(each.phone.user).poll()];
    const rows = fresh.changes.flatMap((change) => (change.entity === "visit" ? [change.row] : []));
    expect([...each.rows.values()].toSorted(byId)).toEqual(rows.toSorted(byId));
  }
  const [hers, hersToo, his] = pockets as [Pocket, Pocket, Pocket];
  expect([...hers.rows.values()].toSorted(byId)).toEqual([...hersToo.rows.values()].toSorted(byId));
  for (const [id, row] of his.rows) {
    const other = hers.rows.get(id);
    if (other) expect(common(row)).toEqual(common(other));
  }
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);

test(
  "three phones and one office, with cuts, replays and reorderings, end in the same state; nothing is lost or done twice",
  { timeout: 240_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 30, maxLength: 60 }), async (deeds) => {
        const site = await openSite();
        // Pairs at the same moment: phones and office do not wait for one another.
        for (let at = 0; at < deeds.length; at += 2) {
          const pair = deeds.slice(at, at + 2);
          const sameTwice =
            pair.length === 2 &&
            pair.every((each) => each.kind === "sync" && each.pocket === pair[0]?.["pocket" as never]);
          if (sameTwice) for (const each of pair) await perform(site, each);
          else await Promise.all(pair.map((each) => perform(site, each)));
        }
        for (const each of site.pockets) await sync(each, "arrives", 100, 0);
        for (const each of site.pockets) await sync(each, "arrives", 0, 0);
        await checkJournal(site);
        await checkPockets(site);
      }),
      { numRuns: 12, endOnFailure: true },
    );
    expect(totals.made).toBeGreaterThan(150);
    expect(totals.parked).toBeGreaterThan(5);
    process.stdout.write(
      `three phones: ${totals.made} made, ${totals.merged} merged, ${totals.parked} parked\n`,
    );
  },
);
