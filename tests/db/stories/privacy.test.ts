import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dateIn, wallToInstant } from "@/lib/time";
import { addMember, asIdentity, createUser, refusal } from "@/tests/support/database";
import type { Identity, TestUser } from "@/tests/support/database";
import { call, createCustomer, foundCompany, openCompany } from "./company";
import type { Answer, Company } from "./company";
import { canary, fillCompany, registered, sumOf, tracesOf } from "./privacy";
import { give, takeBack } from "./rights";

type Count = { relation: string; action: string; count: number };
type Request = {
  id: string;
  summary: Count[];
  kept_until: string | null;
  file_count: number;
  is_account_kept: boolean;
};
type Document = { request: Request; tables: Record<string, unknown[]>; files: unknown[] };
type Preview = {
  held: Count[];
  planned_visits: { number: string }[];
  signed_reports: { count: number; until: string | null };
};

/** Of the tests' companies. */
const ZONE = "America/New_York";

let acme: Company;
let other: Omit<Company, "database">;
let technician: TestUser;
let customer: string;
let copy: Document;

const worker: Identity = { name: "worker", role: "callout_worker", claims: null };
const ask = <T>(name: string, args: Record<string, unknown>, as = acme.owner): Promise<T> =>
  call<T>(acme.sql, acme.at(as), name, args);
const erase = (payload: object, as = acme.owner): Promise<Answer<Request>> =>
  ask("erase_person", { payload }, as);

async function byWorker<T>(statement: string): Promise<T> {
  const [row] = await asIdentity(acme.sql, worker, (tx) => tx.unsafe<{ value: T }[]>(statement), {
    commit: true,
  });
  return row?.value as T;
}

beforeAll(async () => {
  acme = await openCompany();
  other = await foundCompany(acme.sql, "Best Plumbing");
  technician = await acme.hire("technician");
  // The same person is a customer of both, by the same address and number.
  for (const [company, word] of [
    [other, "besttexts"],
    [acme, "acmetexts"],
  ] as const) {
    const person = company === acme ? technician : await company.hire("technician");
    const rows = await fillCompany(company, person.id, word);
    if (company === acme) customer = String(rows.get("public.customers")?.id);
  }
  // The planted seal proves nothing: the sealer's own do.
  await acme.sql`delete from private.audit_seals`;
  await acme.sql`update public.customers set notes = ${`${canary} again`} where id = ${customer}`;
});
afterAll(() => acme.database.close());

describe("a customer", () => {
  test("is found in every table the register names, before", async () => {
    const preview = await ask<Preview>("preview_person", { kind: "customer", id: customer });
    const held = new Set(preview.held.map(({ relation }) => relation));
    const named = await registered(acme.sql, "customer");
    // Nobody can say whose an address looked up is: all of them go, and none is counted as the person's.
    expect([...named].filter((relation) => !held.has(relation))).toEqual(["private.geocode_cache"]);
  });

  test("gets every row of theirs as a copy, and no word of another company's", async () => {
    const answer = await ask<Answer<Document>>("export_person", {
      payload: { kind: "customer", id: customer, reason: "Asked by letter" },
    });
    copy = answer.data;
    const preview = await ask<Preview>("preview_person", { kind: "customer", id: customer });
    const wanted = await acme.sql<{ relation: string }[]>`
      select relation from private.personal_data_rows where person = 'customer' and is_exported`;
    for (const { relation } of wanted) {
      const held = preview.held.find((each) => each.relation === relation)?.count ?? 0;
      expect([relation, copy.tables[relation.split(".")[1] ?? ""]?.length ?? 0]).toEqual([relation, held]);
    }
    expect(JSON.stringify(copy)).toContain(canary);
    expect(JSON.stringify(copy)).not.toContain("besttexts");
    expect(JSON.stringify(copy)).not.toContain(other.orgId);
  });

  test("is refused with a reason that names the person, and without one", async () => {
    const named = await refusal(
      erase({ kind: "customer", id: customer, reason: `For ${canary}@people.test` }),
    );
    expect(named).toMatchObject({ code: "CO422", hint: "reason" });
    expect((await refusal(erase({ kind: "customer", id: customer, reason: " " }))).code).toBe("CO422");
  });

  test("is nobody's to erase but a manager's of this company", async () => {
    const asked = { kind: "customer", id: customer, reason: "Asked by letter" };
    const dispatcher = await acme.hire("dispatcher");
    expect((await refusal(erase(asked, dispatcher))).code).toBe("42501");
    const stranger = call(acme.sql, other.at(other.owner), "erase_person", { payload: asked });
    expect((await refusal(stranger)).code).toBe("CO404");
  });

  test("leaves no trace in a full copy, while the seals hold and the other company is as before", async () => {
    await byWorker("select ops.seal_audit_logs(100000) as value");
    await acme.sql`
      update public.customers set email = ${`${canary}@people.test`}, phone = '+12025550122' where org_id = ${other.orgId}`;
    await acme.sql`delete from realtime.messages`;
    const before = await sumOf(acme.sql, other.orgId);
    const asked = { kind: "customer", id: customer, reason: "Asked by letter", keep_signed_reports: false };
    // Two at once: one does it, both say the same.
    const [one, two] = await Promise.all([erase(asked), erase(asked)]);
    expect(two.data).toEqual(one.data);
    expect((await erase(asked)).data).toEqual(one.data);
    expect(await sumOf(acme.sql, other.orgId)).toEqual(before);

    // What the worker does: the bytes go, and where they lay is forgotten.
    const objects = await byWorker<{ path: string }[]>(
      `select jsonb_agg(o) as value from ops.objects_to_erase('${acme.orgId}', '${one.data.id}') as o`,
    );
    expect(objects).toHaveLength(one.data.file_count);
    await byWorker(`select ops.objects_erased('${acme.orgId}', '${one.data.id}') as value`);
    await acme.sql`delete from public.organizations where id = ${other.orgId}`;
    expect(await tracesOf(acme.sql, canary)).toEqual([]);
    await byWorker("select ops.seal_audit_logs(100000) as value");
    const proof = await byWorker<{ findings: unknown[]; erased: number }>(
      `select ops.verify_audit_seals('${acme.orgId}', 0, 1000) as value`,
    );
    expect(proof.findings).toEqual([]);
    expect(proof.erased).toBeGreaterThan(0);
  });
});

describe("who is still needed", () => {
  test("is not erased while a visit is planned, and is once it is called off", async () => {
    const { id } = await createCustomer(acme, { first_name: "Ida", last_name: "Plannedword" });
    await plantVisit(id, "scheduled");
    const asked = { kind: "customer", id, reason: "Asked by letter" };
    expect(await refusal(erase(asked))).toMatchObject({ code: "CO409", message: /open_visits: V-Plan/ });
    await acme.sql`
      update public.bookings set status = 'cancelled', status_reason = 'No' where number = 'V-Plan' and org_id = ${acme.orgId}`;
    expect((await erase(asked)).status).toBe(201);
    expect(await tracesOf(acme.sql, "plannedword")).toEqual([]);
  });

  test("leaves a signed report while the law asks for it, and not a day longer", async () => {
    const { id } = await createCustomer(acme, { first_name: "Ida", last_name: "Signedword" });
    await plantSignature(id, 7);
    expect(await keptOf(id)).toEqual({ count: 0, until: null });
    await plantSignature(id, 6);
    // The years are counted from the end of that of the signature, as the company's calendar has it.
    const ends = wallToInstant(`${Number(dateIn(new Date(), ZONE).slice(0, 4)) + 1}-01-01`, "00:00", ZONE);
    const kept = await keptOf(id);
    expect(kept.count).toBe(1);
    const { data } = await erase({ kind: "customer", id, reason: "Asked by letter" });
    expect(data.kept_until).toBe(kept.until);
    expect(Date.parse(data.kept_until ?? "")).toBe(ends);
    expect(await tracesOf(acme.sql, "signedword")).toEqual([
      "private.change_log: 1",
      "public.digital_signatures: 1",
    ]);
    expect(await byWorker("select ops.finish_erasures() as value")).toBe(0);
    await acme.sql`update public.privacy_requests set kept_until = now() where id = ${data.id}`;
    expect(await byWorker("select ops.finish_erasures() as value")).toBe(1);
    expect(await tracesOf(acme.sql, "signedword")).toEqual([]);
  });
});

async function plantSignature(customer: string, yearsAgo: number): Promise<void> {
  const booking = await plantVisit(customer, "completed", 2031 + yearsAgo);
  await acme.sql`
    insert into public.digital_signatures (org_id, booking_id, kind, absent_reason, report, report_sha256, signed_at)
    values (${acme.orgId}, ${booking}, 'absent', 'Out', '{"customer": "Signedword"}', repeat('c', 64),
      now() - make_interval(years => ${yearsAgo}))`;
}

const keptOf = async (id: string) =>
  (await ask<Preview>("preview_person", { kind: "customer", id })).signed_reports;

async function plantVisit(customer: string, status: string, year = 2031): Promise<string> {
  const [row] = await acme.sql<{ id: string }[]>`
    with place as (
      insert into public.properties (org_id, customer_id, line1, city, country, time_zone)
      values (${acme.orgId}, ${customer}, '1 Way', 'Town', 'US', 'UTC') returning id
    ), job as (
      insert into public.jobs (org_id, number, customer_id, property_id, title)
      select ${acme.orgId}, ${`J-${customer.slice(-12)}-${year}`}, ${customer}, id, 'Work' from place returning id
    )
    select id from job`;
  const [resource] = await acme.sql<{ id: string }[]>`
    select id from public.bookable_resources where org_id = ${acme.orgId} limit 1`;
  const [made] = await acme.sql<{ id: string }[]>`
    insert into public.bookings (org_id, number, job_id, status, starts_at, ends_at, assigned)
    values (${acme.orgId}, ${status === "scheduled" ? "V-Plan" : `V-Done-${year}`}, ${String(row?.id)}, 'scheduled',
      ${`${year}-03-05 09:00Z`}, ${`${year}-03-05 10:00Z`},
      jsonb_build_array(jsonb_build_object('resource_id', ${String(resource?.id)}::text, 'crew_id', null, 'role', 'lead')))
    returning id`;
  const id = String(made?.id);
  if (status === "completed") {
    await acme.sql`update public.bookings set status = 'on_site', actual_start = now() where id = ${id}`;
    await acme.sql`update public.bookings set status = 'completed', actual_end = now(), outcome = 'done' where id = ${id}`;
  }
  return id;
}

describe("a contact", () => {
  test("is erased alone: the customer stays as it is", async () => {
    const { id } = await createCustomer(acme, { first_name: "Stay", last_name: "Here" });
    const answer = await ask<Answer<{ id: string }>>("create_contact", {
      payload: { customer_id: id, name: "Contactword", email: "contactword@people.test" },
    });
    await erase({ kind: "contact", id: answer.data.id, reason: "Left the firm" });
    expect(await tracesOf(acme.sql, "contactword")).toEqual([]);
    const [kept] = await acme.sql`select display_name, erased_at from public.customers where id = ${id}`;
    expect(kept).toEqual({ display_name: "Stay Here", erased_at: null });
  });
});

describe("a member", () => {
  const hire = async (name: string, orgs: string[]): Promise<string> => {
    const user = await createUser(acme.sql, {
      email: `${name}@people.test`,
      name,
      password: "secret-enough",
    });
    for (const org of orgs) await addMember(acme.sql, org, user, "dispatcher");
    return user.id;
  };

  test("leaves no trace, and nobody signs in with the account again", async () => {
    const id = await hire("memberword", [acme.orgId]);
    await acme.sql`
      insert into public.bookable_resources (org_id, kind, name, user_id, time_zone, email)
      values (${acme.orgId}, 'technician', 'Memberword', ${id}, 'UTC', 'memberword@home.test')`;
    await acme.sql`insert into public.devices (org_id, user_id, name, platform) values (${acme.orgId}, ${id}, 'Phone of Memberword', 'ios')`;
    const { data } = await erase({ kind: "member", id, reason: "Left the firm" });
    expect(data.is_account_kept).toBe(false);
    expect(await tracesOf(acme.sql, "memberword")).toEqual([]);
    const [account] = await acme.sql`
      select encrypted_password, banned_until = 'infinity' as is_banned,
        (select count(*)::int from auth.sessions s where s.user_id = u.id) as sessions
      from auth.users u where id = ${id}`;
    expect(account).toEqual({ encrypted_password: null, is_banned: true, sessions: 0 });
  });

  test("takes the reason of a grant along, also of one that was taken back before", async () => {
    const ana = await acme.hire("dispatcher");
    const right = { resource: "customers", permission: "export", reason: "Covers for Grantword" };
    const { data: made } = await give(acme, acme.owner, ana, right);
    await takeBack(acme, acme.owner, ana, made.id);
    await give(acme, acme.owner, ana, right);
    expect(await tracesOf(acme.sql, "grantword")).toContain("private.change_log: 3");
    await erase({ kind: "member", id: ana.id, reason: "Left the firm" });
    expect(await tracesOf(acme.sql, "grantword")).toEqual([]);
  });

  test("keeps an account that another company has too, and loses what this one wrote of it", async () => {
    const elsewhere = await foundCompany(acme.sql, "Third Cooling");
    const id = await hire("sharedword", [acme.orgId, elsewhere.orgId]);
    const before = await sumOf(acme.sql, elsewhere.orgId);
    const { data } = await erase({ kind: "member", id, reason: "Left the firm" });
    expect(data.is_account_kept).toBe(true);
    expect(await sumOf(acme.sql, elsewhere.orgId)).toEqual(before);
    expect((await tracesOf(acme.sql, "sharedword")).filter((place) => !place.startsWith("auth."))).toEqual([
      "public.profiles: 1",
    ]);
  });

  test("is not the one who asks, and not above him", async () => {
    const own = erase({ kind: "member", id: acme.owner.id, reason: "Enough" });
    expect((await refusal(own)).message).toContain("own_account");
    const admin = await acme.hire("admin");
    const above = erase({ kind: "member", id: acme.owner.id, reason: "Enough" }, admin);
    expect((await refusal(above)).message).toContain("role_above_own");
  });
});
