import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, callRows, createCustomer, createProperty } from "./company";
import { between, foundPlanning, openPlanning } from "./planning";
import type { Job, Planning, Visit } from "./planning";

let acme: Planning;
let other: Planning;
let technician: TestUser;
let ann: string;
let ben: string;
let visits: Record<"early" | "middle" | "late" | "long" | "waiting" | "off", Visit>;
let jobs: Record<"leak" | "boiler", Job>;

beforeAll(async () => {
  acme = await openPlanning();
  other = await foundPlanning(acme, "Other");
  technician = await acme.hire("technician");
  [ann, ben] = [await acme.hireResource("Ann", { userId: technician.id }), await acme.hireResource("Ben")];
  const smith = await createCustomer(acme, { kind: "company", company_name: "Smith & Sons" });
  const quay = await createProperty(acme, smith.id, { line1: "5 Quay", city: "Troy" });
  jobs = {
    leak: await acme.job({ title: "Leak in the cellar", priority: "urgent" }),
    boiler: await acme.job({ title: "Boiler service", customer_id: smith.id, property_id: quay.id }),
  };
  visits = {
    early: await acme.plan({
      job_id: jobs.leak.id,
      ...between("09:00", "10:00"),
      assignments: [{ resource_id: ann }],
    }),
    middle: await acme.plan({
      job_id: jobs.boiler.id,
      ...between("11:00", "12:00"),
      assignments: [{ resource_id: ben }],
    }),
    late: await acme.plan({ job_id: jobs.leak.id, ...between("15:00", "16:00", 6) }),
    long: await acme.plan({
      job_id: jobs.boiler.id,
      starts_at: "2030-03-01T09:00:00Z",
      ends_at: "2030-03-04T10:00:00Z",
      assignments: [{ resource_id: ben }],
    }),
    waiting: await acme.plan({ job_id: jobs.boiler.id }),
    off: await acme.plan({
      job_id: jobs.leak.id,
      ...between("18:00", "19:00"),
      assignments: [{ resource_id: ann }],
    }),
  };
  visits.off = await acme.step(visits.off, "cancelled", { reason: "not needed" });
  await other.plan({
    ...between("09:00", "10:00"),
    assignments: [{ resource_id: await other.hireResource("Stranger") }],
  });
});
afterAll(() => acme.database.close());

type Row = Visit & { job: { title: string; customer: { display_name: string } }; late: object | null };
const list = async (
  filters: object = {},
  more: object = {},
  as: TestUser = acme.owner,
): Promise<string[]> => {
  const rows = await callRows<{ value: Row }>(acme.sql, acme.at(as), "list_bookings", { filters, ...more });
  return rows.map((row) => row.value.id);
};
const names = async (filters: object = {}, more: object = {}, as?: TestUser): Promise<string[]> => {
  const ids = await list(filters, more, as);
  const known = new Map(Object.entries(visits).map(([name, visit]) => [visit.id, name]));
  return ids.map((id) => known.get(id) ?? "stranger");
};

describe("the list of visits", () => {
  test("is in the order of time, either way, with those without a time at the end", async () => {
    expect(await names()).toEqual(["long", "early", "middle", "off", "late", "waiting"]);
    expect(await names({ order: "desc" })).toEqual(["late", "off", "middle", "early", "long", "waiting"]);
    expect(await names({ sort: "number" })).toEqual(["early", "middle", "late", "long", "waiting", "off"]);
  });

  test.each([
    [{ status: "scheduled,cancelled" }, ["long", "early", "middle", "off", "late"]],
    [{ status: "unscheduled" }, ["waiting"]],
    [{ from: "2030-03-04T09:00:00Z", to: "2030-03-05T11:00:00Z" }, ["long", "early"]],
    [{ from: "2030-03-04T10:00:00Z", to: "2030-03-05T11:00:00Z" }, ["early"]],
    [{ from: "2030-03-02T10:00:00Z", to: "2030-03-02T11:00:00Z" }, ["long"]],
    [{ unassigned: true }, ["late", "waiting"]],
    [{ priority: "urgent" }, ["early", "off", "late"]],
    [{ q: "cellar" }, ["early", "off", "late"]],
    [{ q: "smith" }, ["long", "middle", "waiting"]],
    [{ q: "quay troy" }, ["long", "middle", "waiting"]],
    [{ q: "smith", status: "unscheduled" }, ["waiting"]],
    [{ q: "nobody" }, []],
    [{ late: true }, []],
  ])("filtered by %j is %j", async (filters, found) => {
    expect(await names(filters)).toEqual(found);
  });

  test("is filtered by the records it is about", async () => {
    expect(await names({ resource_id: ann })).toEqual(["early", "off"]);
    expect(await names({ job_id: jobs.boiler.id })).toEqual(["long", "middle", "waiting"]);
    expect(await names({ customer_id: acme.customerId })).toEqual(["early", "off", "late"]);
    expect(await names({ property_id: acme.propertyId, resource_id: ann })).toEqual(["early", "off"]);
    expect(await names({ customer_id: other.customerId })).toEqual([]);
  });

  test("finds a visit by its number alone, a job's visits by the job's", async () => {
    const number = visits.middle.number;
    for (const q of [number, number.toLowerCase(), number.replace("-", "")])
      expect(await names({ q })).toEqual(["middle"]);
    expect(await names({ q: jobs.leak.number })).toEqual(["early", "off", "late"]);
  });

  test("goes on page by page without a gap or a repeat, in both orders", async () => {
    for (const order of ["asc", "desc"]) {
      const seen: string[] = [];
      let after: { starts_at: string | null; id: string } | null = null;
      for (let page = 0; page < 10; page += 1) {
        const rows: { value: Row }[] = await callRows(acme.sql, acme.at(acme.owner), "list_bookings", {
          filters: { order },
          page_limit: 2,
          after_key: after,
        });
        seen.push(...rows.map((row) => row.value.id));
        const last = rows.at(-1)?.value;
        if (!last) break;
        after = { starts_at: last.starts_at, id: last.id };
      }
      expect(seen).toEqual(await list({ order }));
      expect(new Set(seen).size).toBe(6);
    }
  });

  test("of a technician holds his own visits, whatever he asks for", async () => {
    expect(await names({}, {}, technician)).toEqual(["early", "off"]);
    for (const filters of [
      { resource_id: ben },
      { q: visits.middle.number },
      { q: "smith" },
      { unassigned: true },
    ])
      expect(await names(filters, {}, technician)).toEqual([]);
  });

  test("shows job, customer, place and people in one row", async () => {
    const [row] = await callRows<{ value: object }>(acme.sql, acme.at(acme.owner), "list_bookings", {
      filters: { q: visits.middle.number },
    });
    expect(row?.value).toMatchObject({
      number: visits.middle.number,
      status: "scheduled",
      assignments: [{ resource_id: ben, name: "Ben", role: "lead", crew_name: null }],
      late: null,
      at_risk: false,
      overlap: null,
      job: {
        id: jobs.boiler.id,
        title: "Boiler service",
        customer: { display_name: "Smith & Sons" },
        property: { line1: "5 Quay", city: "Troy", time_zone: "America/New_York" },
      },
    });
  });
});

describe("one visit", () => {
  const get = (id: string, as: TestUser = acme.owner) =>
    call<{
      transitions: { to: string; needs_reason: boolean; allowed: boolean }[];
      status_history: object[];
    }>(acme.sql, acme.at(as), "get_booking", { id });

  test("comes with the steps that lead on, and those that were taken", async () => {
    const record = await get(visits.off.id);
    expect(record.transitions).toEqual([{ to: "unscheduled", needs_reason: false, allowed: true }]);
    expect(record.status_history).toMatchObject([
      { from: null, to: "scheduled" },
      {
        from: "scheduled",
        to: "cancelled",
        reason: "not needed",
        actor: { kind: "user", id: acme.owner.id },
      },
    ]);
  });

  test("of another technician or company is not there", async () => {
    expect(await refusal(get(visits.middle.id, technician))).toMatchObject({ code: "CO404" });
    const [stranger] = await acme.sql<{ id: string }[]>`
      select id from public.bookings where org_id = ${other.orgId}`;
    expect(await refusal(get(stranger?.id ?? ""))).toMatchObject({ code: "CO404" });
  });
});

describe("jobs", () => {
  type JobRow = Job & {
    urgency?: number;
    visits: { total: number; over: number };
    next_visit: { id: string } | null;
  };
  const rows = async (
    filters: object = {},
    more: object = {},
    as: TestUser = acme.owner,
  ): Promise<JobRow[]> =>
    (await callRows<{ value: JobRow }>(acme.sql, acme.at(as), "list_jobs", { filters, ...more })).map(
      (row) => row.value,
    );

  test("are listed newest first, with what is planned of them", async () => {
    const [boiler, leak] = await rows();
    expect(boiler).toMatchObject({
      id: jobs.boiler.id,
      minutes_planned: 73 * 60 + 60,
      visits: { total: 3, over: 0 },
      next_visit: { id: visits.long.id },
    });
    expect(leak).toMatchObject({ id: jobs.leak.id, visits: { total: 3, over: 1 }, minutes_planned: 120 });
    const after = { id: boiler?.id };
    expect((await rows({}, { page_limit: 1, after_key: after })).map((row) => row.id)).toEqual([
      jobs.leak.id,
    ]);
    expect((await rows({ priority: "urgent,low" })).map((row) => row.id)).toEqual([jobs.leak.id]);
    expect((await rows({ q: "boiler" })).map((row) => row.id)).toEqual([jobs.boiler.id]);
    expect((await rows({}, {}, technician)).map((row) => row.id)).toEqual([jobs.leak.id]);
  });

  test("wait in the backlog until somebody goes, the most urgent first, then what is due first", async () => {
    const busy = await foundPlanning(acme, "Busy");
    const [later, urgent, soon, planned] = [
      await busy.job({ title: "Later", due_on: "2030-04-01" }),
      await busy.job({ title: "Urgent", priority: "urgent" }),
      await busy.job({ title: "Soon", due_on: "2030-03-01" }),
      await busy.job({ title: "Planned" }),
    ];
    const visit = await busy.plan({ job_id: planned.id, ...between("09:00", "10:00") });
    await busy.plan({ job_id: soon.id });
    const backlog = async (more: object = {}): Promise<JobRow[]> =>
      (
        await callRows<{ value: JobRow }>(busy.sql, busy.at(busy.owner), "list_jobs", {
          filters: { planned: "none" },
          ...more,
        })
      ).map((row) => row.value);
    expect((await backlog()).map((row) => row.id)).toEqual([urgent.id, soon.id, later.id]);
    const after = { urgency: 2, due_on: "2030-03-01", id: soon.id };
    expect((await backlog({ after_key: after })).map((row) => row.id)).toEqual([later.id]);
    await busy.step(visit, "unscheduled");
    expect((await backlog()).map((row) => row.id)).toEqual([urgent.id, soon.id, later.id, planned.id]);
  });

  test("that were left incomplete wait again", async () => {
    const busy = await foundPlanning(acme, "Incomplete");
    const resource_id = await busy.hireResource("Cay");
    const visit = await busy.plan({ ...between("09:00", "10:00"), assignments: [{ resource_id }] });
    const there = await busy.step(visit, "on_site");
    await busy.step(there, "completed", { outcome: "incomplete", outcome_reason: "part missing" });
    const found = await callRows<{ value: JobRow }>(busy.sql, busy.at(busy.owner), "list_jobs", {
      filters: { planned: "none" },
    });
    expect(found.map((row) => row.value.id)).toEqual([visit.job_id]);
  });
});

describe("the palette", () => {
  const find = (
    query: string,
    as: TestUser = acme.owner,
  ): Promise<{ kind: string; title: string; match: object }[]> =>
    callRows(acme.sql, acme.at(as), "search_all", { query });

  test("finds a visit by its number first, by a name the customer before the visits and jobs, resources by name", async () => {
    const number = visits.middle.number;
    expect((await find(number))[0]).toMatchObject({
      kind: "booking",
      title: `${number} · Boiler service`,
      match: { field: "number", text: number, status: "scheduled" },
    });
    expect((await find("cellar")).map((hit) => hit.kind)).toEqual(["booking", "job"]);
    expect((await find("smith")).map((hit) => hit.kind)).toEqual(["customer", "property", "booking", "job"]);
    expect(await find("ben")).toMatchObject([{ kind: "resource", title: "Ben" }]);
  });

  test("shows a technician what is his", async () => {
    expect((await find("cellar", technician)).map((hit) => hit.kind)).toEqual(["booking", "job"]);
    for (const query of ["smith", visits.middle.number, jobs.boiler.number, "ben"])
      expect(await find(query, technician)).toEqual([]);
  });
});

describe("history", () => {
  const changes = (entity: string, entity_id: string, as: TestUser = acme.owner) =>
    callRows<{ value: { entity: string; operation: string } }>(acme.sql, acme.at(as), "list_changes", {
      entity,
      entity_id,
    });

  test("of a job holds that of its visits; of a resource what is written with it", async () => {
    const kinds = new Set((await changes("job", jobs.leak.id)).map((line) => line.value.entity));
    expect(kinds).toEqual(new Set(["job", "booking"]));
    expect((await changes("booking", visits.early.id)).map((line) => line.value.operation)).toContain(
      "created",
    );
    expect((await changes("resource", ann)).length).toBeGreaterThan(0);
  });

  test("is closed where the record is", async () => {
    for (const [entity, id] of [
      ["job", jobs.boiler.id],
      ["booking", visits.middle.id],
      ["resource", ben],
    ] as const)
      expect(await refusal(changes(entity, id, technician))).toMatchObject({ code: "CO404" });
  });
});
