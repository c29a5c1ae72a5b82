import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, callRows } from "./company";
import type { Answer } from "./company";
import { between, foundPlanning, openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";

type Activity = {
  id: string;
  kind: string;
  body: string;
  created_at: string;
  author: { id: string; name: string } | null;
};

let acme: Planning;
let technician: TestUser;
let own: Visit;
let foreign: Visit;

beforeAll(async () => {
  acme = await openPlanning();
  technician = await acme.hire("technician");
  const [mine, other] = [
    await acme.hireResource("Mine", { userId: technician.id }),
    await acme.hireResource("Other"),
  ];
  own = await acme.plan({ ...between("09:00", "10:00"), assignments: [{ resource_id: mine }] });
  foreign = await acme.plan({ ...between("09:00", "10:00"), assignments: [{ resource_id: other }] });
});
afterAll(() => acme.database.close());

const note = async (payload: object, as: TestUser = acme.owner): Promise<Activity> =>
  (await call<Answer<Activity>>(acme.sql, acme.at(as), "create_activity", { payload })).data;
const notes = async (target: object, as: TestUser = acme.owner, more: object = {}): Promise<Activity[]> =>
  (await callRows<{ value: Activity }>(acme.sql, acme.at(as), "list_activities", { target, ...more })).map(
    (row) => row.value,
  );

describe("a note", () => {
  test("is about exactly one record, says who wrote it, and stands newest first", async () => {
    const first = await note({ job_id: own.job_id, body: "Key at the neighbour's" });
    const second = await note({ job_id: own.job_id, kind: "call", body: "Called back" });
    expect(first).toMatchObject({ kind: "note", author: { id: acme.owner.id } });
    expect((await notes({ job_id: own.job_id })).map((line) => line.body)).toEqual([
      "Called back",
      "Key at the neighbour's",
    ]);
    const before = { at: second.created_at, id: second.id };
    expect((await notes({ job_id: own.job_id }, acme.owner, { before })).map((line) => line.body)).toEqual([
      "Key at the neighbour's",
    ]);
    for (const payload of [
      { body: "of nothing" },
      { job_id: own.job_id, booking_id: own.id, body: "of two" },
    ])
      expect(await refusal(note(payload))).toMatchObject({ code: "CO422" });
    expect(await refusal(note({ job_id: own.job_id, body: "  " }))).toMatchObject({ code: "23514" });
  });

  test("is written and read by who may read the record, as far as his scope reaches", async () => {
    const viewer = await acme.hire("viewer");
    await note({ booking_id: own.id, body: "From the viewer" }, viewer);
    await note({ booking_id: own.id, body: "From the van" }, technician);
    await note({ property_id: acme.propertyId, body: "Dog" }, technician);
    await note({ customer_id: acme.customerId, body: "Prefers mornings" }, technician);
    expect((await notes({ booking_id: own.id }, technician)).map((line) => line.body)).toEqual([
      "From the van",
      "From the viewer",
    ]);
    for (const target of [{ booking_id: foreign.id }, { job_id: foreign.job_id }]) {
      expect(await refusal(note({ ...target, body: "not mine" }, technician))).toMatchObject({
        code: "CO404",
      });
      expect(await refusal(notes(target, technician))).toMatchObject({ code: "CO404" });
    }
  });

  test("is read through the table under the same rules", async () => {
    await note({ booking_id: foreign.id, body: "Hidden from the technician" });
    const bodies = (as: TestUser) =>
      asIdentity(acme.sql, acme.at(as), async (tx) =>
        (
          await tx<{ body: string }[]>`select body from public.activities where booking_id = ${foreign.id}`
        ).map((row) => row.body),
      );
    expect(await bodies(acme.owner)).toEqual(["Hidden from the technician"]);
    expect(await bodies(technician)).toEqual([]);
  });

  test("of another company's record is not there", async () => {
    const other = await foundPlanning(acme, "Other");
    const stranger = await other.plan(between("09:00", "10:00"));
    for (const target of [
      { booking_id: stranger.id },
      { job_id: stranger.job_id },
      { customer_id: other.customerId },
      { property_id: other.propertyId },
    ]) {
      expect(await refusal(notes(target))).toMatchObject({ code: "CO404" });
      expect(await refusal(note({ ...target, body: "x" }))).toMatchObject({ code: "CO404" });
    }
  });
});
