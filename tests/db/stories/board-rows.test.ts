import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "./company";
import { between, openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";

let acme: Planning;
beforeAll(async () => {
  acme = await openPlanning();
});
afterAll(() => acme?.database.close());

type Shown = Visit & { late?: unknown; transitions?: unknown; status_history?: unknown };

const boardOf = async (from: string, to: string): Promise<Shown[]> => {
  const board = await call<{ bookings: Shown[] }>(acme.sql, acme.at(acme.owner), "get_board", {
    payload: { from, to },
  });
  return board.bookings;
};

/** What one opens; steps and history are shown there alone. */
async function opened(id: string): Promise<Shown> {
  const { transitions, status_history, ...visit } = await call<Shown>(
    acme.sql,
    acme.at(acme.owner),
    "get_booking",
    { id },
  );
  expect(transitions).toBeInstanceOf(Array);
  expect(status_history).toBeInstanceOf(Array);
  return visit;
}

test("a visit on the board says what it says when it is opened, word for word", async () => {
  const [dana, sam] = await Promise.all(["Dana", "Sam"].map((name) => acme.hireResource(name)));
  const people = [{ resource_id: dana }, { resource_id: sam, role: "helper" }];
  const { starts_at, ends_at } = between("09:00", "10:00");
  const first = await acme.plan({
    starts_at,
    ends_at,
    assignments: people,
    instructions: 'Ring "twice"\n– then wait',
    arrival_window: { starts_at, ends_at },
  });
  await acme.plan({ ...between("09:30", "10:30"), assignments: people, overlap_reason: "same house" });
  await acme.plan(between("11:00", "12:00"));
  await acme.step(first, "dispatched");
  const shown = await boardOf(between("00:00", "01:00").starts_at, between("23:00", "23:30").ends_at);
  expect(shown).toHaveLength(3);
  for (const visit of shown) expect(visit).toEqual(await opened(visit.id));
});

test("and it says so of a visit that is late or in danger as well", async () => {
  const now = Date.now();
  const instant = (min: number): string => new Date(now + min * 60_000).toISOString();
  const tech = await acme.hireResource("Lee");
  const lead = { assignments: [{ resource_id: tech }] };
  const late = await acme.plan({ starts_at: instant(-90), ends_at: instant(-30), ...lead });
  await acme.plan({ starts_at: instant(-20), ends_at: instant(40), ...lead });
  const shown = await boardOf(instant(-600), instant(600));
  expect(shown.find(({ id }) => id === late.id)?.late).toMatchObject({ kind: "departure" });
  for (const visit of shown) expect(visit).toEqual(await opened(visit.id));
});
