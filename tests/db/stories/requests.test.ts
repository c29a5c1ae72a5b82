import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import { call, callRows } from "./company";
import type { Answer } from "./company";
import { complaints, define, remove } from "./fields";
import { foundPlanning, openPlanning } from "./planning";
import type { Planning } from "./planning";

type Request = {
  id: string;
  number: string;
  status: string;
  version: number;
  name: string | null;
  declined_reason: string | null;
  customer: { id: string; display_name: string; phone: string | null } | null;
  property: { id: string; line1: string } | null;
  service_type: { id: string; name: string } | null;
  job: { id: string; number: string } | null;
  decided_by: { id: string; name: string } | null;
};
type Decision = { request: Request; job_id: string; customer_id: string; property_id: string };

let acme: Planning;
beforeAll(async () => {
  acme = await openPlanning();
});
afterAll(() => acme.database.close());

const create = async (more: object = {}, headers?: Record<string, string>): Promise<Answer<Request>> =>
  call<Answer<Request>>(acme.sql, acme.at(acme.owner, headers), "create_booking_request", {
    payload: {
      name: "Omar de la Cruz",
      phone: "+12025550143",
      email: "omar@people.test",
      address: { line1: "7 Birch Lane", city: "Troy", postcode: "12180" },
      description: "No hot water\nsince Monday",
      wishes: "mornings",
      preferred: [{ starts_at: "2030-03-05T14:00:00Z", ends_at: "2030-03-05T17:00:00Z" }],
      priority: "high",
      ...more,
    },
  });
const decide = async (request: Request, more: object, as = acme.owner): Promise<Decision> => {
  const payload = { id: request.id, expected_version: request.version, ...more };
  return (await call<Answer<Decision>>(acme.sql, acme.at(as), "decide_booking_request", { payload })).data;
};
const list = async (filters: object, more: object = {}): Promise<Request[]> =>
  (
    await callRows<{ value: Request }>(acme.sql, acme.at(acme.owner), "list_booking_requests", {
      filters,
      ...more,
    })
  ).map((row) => row.value);

describe("a request", () => {
  test("gets a number, keeps what was asked for, and is made once however often it is sent", async () => {
    const key = { "idempotency-key": crypto.randomUUID() };
    const { status, data } = await create({}, key);
    expect(status).toBe(201);
    expect(data.number).toMatch(/^R-\d+$/);
    expect(data).toMatchObject({ status: "new", customer: null, name: "Omar de la Cruz", job: null });
    expect((await create({}, key)).data.id).toBe(data.id);
  });

  test.each([
    [{ name: null, phone: null, email: null }, "booking_requests_person_present"],
    [{ phone: "0202 555" }, "booking_requests_phone_check"],
    [{ priority: "asap" }, "booking_requests_priority_check"],
    [{ preferred: "soon" }, "booking_requests_preferred_check"],
    [{ lat: 40 }, "booking_requests_position_complete"],
  ])("with %j is refused", async (fields, constraint) => {
    const answer = await refusal(create(fields));
    expect(answer.code).toBe("23514");
    expect(answer.message).toContain(constraint);
  });

  test("is changed while it is new, and stays as it was asked once it is decided", async () => {
    const { data } = await create();
    const rename = (name: string) =>
      asIdentity(
        acme.sql,
        acme.at(acme.owner),
        async (tx) =>
          (
            await tx`update public.booking_requests set name = ${name} where id = ${data.id} returning version`
          ).count,
        { commit: true },
      );
    expect(await rename("Omar Cruz")).toBe(1);
    expect(await refusal(decide(data, { decision: "decline", reason: "no" }))).toMatchObject({
      code: "CO412",
    });
    await decide({ ...data, version: 2 }, { decision: "decline", reason: "out of area" });
    expect(await rename("Somebody else")).toBe(0);
  });
});

describe("planning a request", () => {
  test("makes customer, place and job from what was asked", async () => {
    const { data } = await create();
    const made = await decide(data, { decision: "plan" });
    expect(made.request).toMatchObject({
      status: "planned",
      customer: { id: made.customer_id, display_name: "Omar de la Cruz", phone: "+12025550143" },
      property: { id: made.property_id, line1: "7 Birch Lane" },
      job: { id: made.job_id },
      decided_by: { id: acme.owner.id },
    });
    const [job] = await acme.sql`
      select j.title, j.description, j.priority, j.wishes, j.source, j.status, c.first_name, c.last_name, p.country, p.is_primary
      from public.jobs j join public.customers c on c.id = j.customer_id join public.properties p on p.id = j.property_id
      where j.id = ${made.job_id}`;
    expect(job).toEqual({
      title: "No hot water",
      description: "No hot water\nsince Monday",
      priority: "high",
      wishes: "mornings",
      source: "phone",
      status: "new",
      first_name: "Omar de la",
      last_name: "Cruz",
      country: "US",
      is_primary: true,
    });
  });

  test("takes the customer and place that are there, and what is said now over what was asked", async () => {
    const { data } = await create({ customer_id: acme.customerId });
    const made = await decide(data, {
      decision: "plan",
      property_id: acme.propertyId,
      job: { title: "Boiler", priority: "urgent" },
    });
    expect(made).toMatchObject({ customer_id: acme.customerId, property_id: acme.propertyId });
    const [job] = await acme.sql`select title, priority from public.jobs where id = ${made.job_id}`;
    expect(job).toEqual({ title: "Boiler", priority: "urgent" });
  });

  test("keeps what is said of the company's own fields, asks for required ones then, and else for none", async () => {
    const heating = await define(acme, { name: "Heating", is_required: true });
    const insured = await define(acme, { entity: "job", name: "Insured", type: "yes_no", is_required: true });
    await define(acme, { entity: "job", name: "Case" });
    const { data } = await create();
    const plan = (more: object) => decide(data, { decision: "plan", ...more });
    expect(await complaints(plan({ customer: { notes: "x", custom_fields: {} } }))).toEqual([
      ["custom_fields.heating", "required"],
    ]);
    expect(await complaints(plan({ job: { custom_fields: { case: "A 7" } } }))).toEqual([
      ["custom_fields.insured", "required"],
    ]);
    const made = await plan({
      customer: { custom_fields: { heating: "Gas" } },
      job: { custom_fields: { case: "A 7", insured: false } },
    });
    const valuesOf = async ({ job_id }: Decision) => {
      const [row] = await acme.sql`
        select j.custom_fields as job, c.custom_fields as customer
        from public.jobs as j join public.customers as c on c.id = j.customer_id
        where j.id = ${job_id}`;
      return row;
    };
    expect(await valuesOf(made)).toEqual({
      job: { case: "A 7", insured: false },
      customer: { heating: "Gas" },
    });
    const other = await decide((await create()).data, { decision: "plan" });
    expect(await valuesOf(other)).toEqual({ job: {}, customer: {} });
    await remove(acme, heating);
    await remove(acme, insured);
  });

  test("leaves nothing behind when a part of it is refused", async () => {
    const { data } = await create({ address: { line1: "1 Main", city: null } });
    const before = await acme.sql`select count(*)::int from public.customers where org_id = ${acme.orgId}`;
    expect(await refusal(decide(data, { decision: "plan" }))).toMatchObject({ code: "23502" });
    expect(await acme.sql`select count(*)::int from public.customers where org_id = ${acme.orgId}`).toEqual(
      before,
    );
    expect((await list({ status: "new" })).map((row) => row.id)).toContain(data.id);
  });

  test("is done once: the second of two dispatchers is told", async () => {
    const { data } = await create();
    const outcomes = await Promise.allSettled([
      decide({ ...data, version: 1 }, { decision: "plan" }),
      call(acme.sql, acme.at(acme.owner), "decide_booking_request", {
        payload: { id: data.id, decision: "decline", reason: "twice" },
      }),
    ]);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    expect(await refusal(decide({ ...data, version: 2 }, { decision: "plan" }))).toMatchObject({
      code: "CO409",
    });
  });

  test("needs the right to make what is missing", async () => {
    const viewer = await acme.hire("viewer");
    const { data } = await create();
    expect(await refusal(decide(data, { decision: "plan" }, viewer))).toMatchObject({ code: "42501" });
  });
});

describe("declining a request", () => {
  test("says why", async () => {
    const { data } = await create();
    expect(await refusal(decide(data, { decision: "decline" }))).toMatchObject({
      code: "CO422",
      hint: "reason",
    });
    expect(await refusal(decide(data, { decision: "forget" }))).toMatchObject({ code: "CO422" });
    expect((await decide(data, { decision: "decline", reason: "too far" })).request).toMatchObject({
      status: "declined",
      declined_reason: "too far",
    });
  });
});

describe("the list", () => {
  test("of new ones begins with the oldest, of all with the newest, page by page", async () => {
    const other = await openFresh();
    const made = [];
    for (const name of ["First", "Second", "Third"]) made.push((await other.create({ name })).data);
    const names = (rows: Request[]) => rows.map((row) => row.name);
    expect(names(await other.list({ status: "new" }))).toEqual(["First", "Second", "Third"]);
    expect(names(await other.list({}))).toEqual(["Third", "Second", "First"]);
    const page = await other.list({ status: "new" }, { page_limit: 1 });
    const after = await other.keyOf(page[0]?.id ?? "");
    expect(names(await other.list({ status: "new" }, { page_limit: 1, after_key: after }))).toEqual([
      "Second",
    ]);
    expect(names(await other.list({ q: "birch seco" }))).toEqual(["Second"]);
    expect(names(await other.list({ q: made[2]?.number }))).toEqual(["Third"]);
    expect(names(await other.list({ priority: "low" }))).toEqual([]);
  });
});

/** The same helpers for a company of its own, so that a list holds what the test made. */
async function openFresh() {
  const fresh = await foundPlanning(acme, "Fresh");
  const as = fresh.at(fresh.owner);
  return {
    create: (more: object) =>
      call<Answer<Request>>(fresh.sql, as, "create_booking_request", {
        payload: { address: { line1: "9 Birch Road" }, ...more },
      }),
    list: async (filters: object, more: object = {}) =>
      (await callRows<{ value: Request }>(fresh.sql, as, "list_booking_requests", { filters, ...more })).map(
        (row) => row.value,
      ),
    keyOf: async (id: string) => {
      const [row] = await fresh.sql<
        { created_at: string }[]
      >`select created_at::text from public.booking_requests where id = ${id}`;
      return { created_at: row?.created_at, id };
    },
  };
}
