import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, callRows } from "./company";
import type { Answer } from "./company";
import { between, openPlanning } from "./planning";
import type { Planning } from "./planning";

type Member = { resource_id: string; name?: string; valid_from?: string | null; valid_to?: string | null };
type Crew = { id: string; name: string; members: Member[]; version: number; deleted_at: string | null };

let acme: Planning;
beforeAll(async () => {
  acme = await openPlanning();
});
afterAll(() => acme.database.close());

const create = async (name: string, members: Member[] = []): Promise<Crew> => {
  const payload = { name, members };
  return (await call<Answer<Crew>>(acme.sql, acme.at(acme.owner), "create_crew", { payload })).data;
};
const update = async (crew: Crew, changes: object, as: TestUser = acme.owner): Promise<Crew> => {
  const args = { id: crew.id, expected_version: crew.version, changes };
  return (await call<Answer<Crew>>(acme.sql, acme.at(as), "update_crew", args)).data;
};
const people = (...ids: string[]): Member[] => ids.map((resource_id) => ({ resource_id }));
const goesTo = async (id: string): Promise<string[]> =>
  (await acme.visit(id)).assignments.map((line) => `${line.resource_id} ${line.role}`).toSorted();

describe("a crew", () => {
  test("has members from a day to a day, nobody twice on one, and counts them in its version", async () => {
    const [ana, leo] = [await acme.hireResource("Ana"), await acme.hireResource("Leo")];
    const crew = await create("Crew 1", [
      { resource_id: ana, valid_from: "2030-01-01", valid_to: "2030-01-31" },
    ]);
    expect(crew).toMatchObject({
      version: 1,
      members: [{ resource_id: ana, name: "Ana", valid_from: "2030-01-01", valid_to: "2030-01-31" }],
    });
    const later = { resource_id: ana, valid_from: "2030-02-01" };
    const longer = await update(crew, { members: [...crew.members, later, { resource_id: leo }] });
    expect(longer.members.map((member) => [member.name, member.valid_from])).toEqual([
      ["Leo", null],
      ["Ana", "2030-01-01"],
      ["Ana", "2030-02-01"],
    ]);
    expect(longer.version).toBe(2);
    expect((await update(longer, { members: longer.members })).version).toBe(2);
    const twice = { members: [...longer.members, { resource_id: leo, valid_from: "2030-05-01" }] };
    expect(await refusal(update(longer, twice))).toMatchObject({ code: "CO422", hint: "members" });
    expect((await refusal(update(crew, { name: "Late" }))).code).toBe("CO412");
    expect(await refusal(create("Ghosts", people(crypto.randomUUID())))).toMatchObject({ hint: "members" });
    expect((await refusal(create("crew 1"))).message).toContain("crews_name_key");
  });

  test("a technician sees the crews he is in, with the names of those he goes with", async () => {
    const person = await acme.hire("technician");
    const me = await acme.hireResource("Me", { userId: person.id });
    const other = await acme.hireResource("Colleague");
    await create("Mine", people(me, other));
    const foreign = await create("Others", people(other));
    const rows = await callRows<{ value: Crew }>(acme.sql, acme.at(person), "list_crews", {});
    expect(rows.map(({ value }) => [value.name, value.members.length])).toEqual([["Mine", 2]]);
    expect((await refusal(call(acme.sql, acme.at(person), "get_crew", { id: foreign.id }))).code).toBe(
      "CO404",
    );
  });
});

describe("visits ahead follow their crew", () => {
  test("who joins is occupied, who leaves is free, and he who leads is replaced", async () => {
    const [ana, leo, kim] = [
      await acme.hireResource("Ana F"),
      await acme.hireResource("Leo F"),
      await acme.hireResource("Kim F"),
    ];
    const crew = await create("Followed", people(ana, leo));
    const visit = await acme.plan({ ...between("09:00", "10:00"), assignments: [{ crew_id: crew.id }] });
    const before = await goesTo(visit.id);
    expect(before).toHaveLength(2);
    const lead = before.find((line) => line.endsWith(" lead"))?.split(" ")[0] ?? "";
    const stays = lead === ana ? leo : ana;
    await update(crew, { members: people(stays, kim) });
    expect(await goesTo(visit.id)).toEqual([`${stays} lead`, `${kim} helper`].toSorted());
    expect(await acme.periods(kim)).toEqual(["05 09:00 - 05 10:00"]);
    expect(await acme.periods(lead)).toEqual([]);
    expect((await acme.visit(visit.id)).version).toBe(visit.version + 1);
  });

  test("only on the days he belongs to it; who was named beside the crew stays", async () => {
    const [ana, leo, sam] = [
      await acme.hireResource("Ana D"),
      await acme.hireResource("Leo D"),
      await acme.hireResource("Sam D"),
    ];
    const crew = await create("By days", people(ana));
    const lines = [{ crew_id: crew.id }, { resource_id: sam }];
    const tuesday = await acme.plan({ ...between("09:00", "10:00", 5), assignments: lines });
    const friday = await acme.plan({ ...between("09:00", "10:00", 8), assignments: lines });
    await update(crew, { members: [...people(ana), { resource_id: leo, valid_from: "2030-03-06" }] });
    expect((await goesTo(tuesday.id)).join()).not.toContain(leo);
    expect((await goesTo(friday.id)).join()).toContain(leo);
    expect((await goesTo(friday.id)).join()).toContain(sam);
  });

  test("is refused as a whole where one who joins is occupied, and where nobody would be left", async () => {
    const [ana, busy] = [await acme.hireResource("Ana B"), await acme.hireResource("Busy")];
    const crew = await create("Refused", people(ana));
    const visit = await acme.plan({ ...between("09:00", "10:00"), assignments: [{ crew_id: crew.id }] });
    await acme.plan({ ...between("09:30", "11:00"), assignments: [{ resource_id: busy }] });
    const joined = await refusal(update(crew, { members: people(ana, busy) }));
    expect(joined).toMatchObject({ code: "CO409", hint: "members" });
    expect(joined.message).toMatch(/^double_booking: /);
    const emptied = await refusal(update(crew, { members: [] }));
    expect(emptied.message).toMatch(/^visits_ahead: /);
    expect(JSON.parse(emptied.detail ?? "")).toMatchObject({ visits: [{ id: visit.id }] });
    expect(await goesTo(visit.id)).toEqual([`${ana} lead`]);
    const [now] =
      await acme.sql`select count(*)::int as members from public.crew_members where crew_id = ${crew.id}`;
    expect(now?.members).toBe(1);
  });

  test("on the way they stay as they are", async () => {
    const [ana, leo] = [await acme.hireResource("Ana W"), await acme.hireResource("Leo W")];
    const crew = await create("Under way", people(ana));
    const visit = await acme.plan({ ...between("09:00", "10:00"), assignments: [{ crew_id: crew.id }] });
    await acme.step(await acme.step(visit, "dispatched"), "en_route");
    await update(crew, { members: people(leo) });
    expect(await goesTo(visit.id)).toEqual([`${ana} lead`]);
  });
});
