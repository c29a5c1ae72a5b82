import { randomUUID } from "node:crypto";
import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { call, type Answer, expectStatus } from "./support/call";
import { guarded, pathWith } from "./support/endpoints";
import { database } from "./support/installation";
import { createCompany, type Company, type Person } from "./support/people";

const CANARY = "wombatcanary";

let home: Company;
let victim: Company;
/** One record of each kind, full of the canary. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  [home, victim] = await Promise.all([createCompany("quokka"), createCompany(CANARY)]);
  const as = victim.people.owner;
  const make = async (path: string, body: unknown) => (await call("POST", path, { as, body })).row.id;
  const field = { entity: "customer", type: "text", key: "word", name: CANARY };
  ids["custom-fields"] = await make("/custom-fields", field);
  ids.customers = await make("/customers", {
    kind: "company",
    company_name: `${CANARY} inc`,
    last_name: CANARY,
    email: `${CANARY}@people.test`,
    phone: "+12025550178",
    notes: CANARY,
    source: CANARY,
    custom_fields: { word: CANARY },
  });
  ids.contacts = await make("/contacts", {
    customer_id: ids.customers,
    name: CANARY,
    role_title: CANARY,
    notes: CANARY,
  });
  ids.properties = await make("/properties", {
    customer_id: ids.customers,
    name: CANARY,
    access_notes: CANARY,
    address: { line1: `1 ${CANARY} St`, line2: CANARY, city: CANARY, country: "US" },
  });
  ids.invitations = await make("/invitations", {
    email: `guest@${CANARY}.test`,
    role: "viewer",
    message: CANARY,
  });
  ids.departments = await make("/departments", { name: CANARY });
  ids.roles = await make("/roles", { name: CANARY, description: CANARY, based_on: "viewer" });
  ids.skills = await make("/skills", { name: CANARY, description: CANARY });
  ids.checklists = await make("/checklists", {
    name: CANARY,
    items: [{ key: "one", label: CANARY, kind: "yes_no", required: true }],
  });
  ids["service-types"] = await make("/service-types", {
    name: CANARY,
    description: CANARY,
    duration_min: 60,
    skill_ids: [ids.skills],
    checklist_id: ids.checklists,
  });
  ids.closures = await make("/closures", { name: CANARY, starts_on: "2027-05-03" });
  ids["service-zones"] = await make("/service-zones", { name: CANARY, postcodes: ["101*"] });
  ids.tags = await make("/tags", { name: CANARY });
  ids["saved-views"] = await make("/saved-views", {
    list: "bookings",
    name: CANARY,
    query: `q=${CANARY}`,
    is_shared: true,
  });
  ids.resources = await make("/resources", {
    kind: "technician",
    name: CANARY,
    email: `person@${CANARY}.test`,
    notes: CANARY,
    home: { address: CANARY },
  });
  ids.availability = ids.resources;
  ids.crews = await make("/crews", { name: CANARY, members: [{ resource_id: ids.resources }] });
  ids["time-off"] = await make("/time-off", {
    resource_id: ids.resources,
    starts_at: "2031-01-01T08:00:00Z",
    ends_at: "2031-01-02T08:00:00Z",
    note: CANARY,
  });
  ids.holds = await make("/holds", {
    resource_ids: [ids.resources],
    starts_at: "2031-02-01T08:00:00Z",
    ends_at: "2031-02-01T09:00:00Z",
  });
  ids.jobs = await make("/jobs", {
    customer_id: ids.customers,
    property_id: ids.properties,
    title: CANARY,
    description: CANARY,
    wishes: CANARY,
  });
  ids.bookings = await make("/bookings", { job_id: ids.jobs, instructions: CANARY });
  ids["booking-requests"] = await make("/booking-requests", {
    name: CANARY,
    description: CANARY,
    address: { line1: CANARY, city: CANARY },
  });
  await make("/activities", { job_id: ids.jobs, kind: "note", body: CANARY });
  ids["time-entries"] = await make("/time-entries", {
    resource_id: ids.resources,
    kind: "travel",
    starts_at: "2026-03-01T08:00:00Z",
    ends_at: "2026-03-01T09:00:00Z",
    note: CANARY,
  });
  ids.files = await make("/files", { name: `${CANARY}.jpg`, size_bytes: 10, mime: "image/jpeg" });
  ids.attachments = await make("/attachments", {
    file_id: ids.files,
    customer_id: ids.customers,
    caption: CANARY,
  });
  const words = await call("GET", "/templates", { as });
  ids.templates = words.rows[0]?.id ?? "";
  ids.notifications = await make(`/bookings/${ids.bookings}/messages`, { event: "portal.link" });
  const link = await call("POST", "/portal-links", { as, body: { booking_id: ids.bookings } });
  ids["portal-links"] = (link.row as unknown as { link: { id: string } }).link.id;
  ids.feedback = await rate(ids.bookings ?? "", ids.customers ?? "");
  const [list] = await database()<{ id: string }[]>`
    insert into public.imports (org_id, file_name, state, headings, mapping, country)
    values (${victim.id}, ${CANARY}, 'ready', ${[CANARY]}, '{company_name}', 'US') returning id`;
  ids.imports = list?.id ?? "";
  const [work] = await database()<{ id: string }[]>`
    insert into public.batch_operations (org_id, kind, params)
    values (${victim.id}, ${CANARY}, ${database().json({ word: CANARY })}) returning id`;
  ids["batch-operations"] = work?.id ?? "";
  ids.sync = randomUUID();
  ids.devices = randomUUID();
  const note = { booking_id: ids.bookings, body: CANARY };
  const operation = { op_id: ids.sync, kind: "note.add", entity: "note", entity_id: randomUUID() };
  const operations = [{ ...operation, device_time: new Date().toISOString(), payload: note }];
  expectStatus(await call("POST", "/sync", { as, body: { device_id: ids.devices, operations } }), 200);
  ids.members = victim.people.dispatcher.id;
  ids.organizations = victim.id;
  ids.sessions = String(decodeJwt(victim.people.viewer.token).session_id);
});

/** As the customer would have given it, had the visit taken place. */
async function rate(booking: string, customer: string): Promise<string> {
  const [row] = await database()<{ id: string }[]>`
    insert into public.customer_feedback (org_id, booking_id, customer_id, overall, comment)
    values (${victim.id}, ${booking}, ${customer}, 5, ${CANARY}) returning id`;
  return row?.id ?? "";
}

/** Everyone who has a role at home; a technician has nothing of his own yet. */
const everyone = () => Object.entries<Person>(home.people);

/** A body that would be fine for a record of one's own. */
const bodies: Record<string, unknown> = {
  "POST /organizations/{id}/closings": { name: "mine now" },
  "PATCH /custom-fields/{id}": { name: "mine now" },
  "POST /customers/{id}/consents": { purpose: "photos", is_given: true, source: "phone" },
  "PATCH /customers/{id}": { notes: "mine now" },
  "PATCH /contacts/{id}": { notes: "mine now" },
  "PATCH /properties/{id}": { name: "mine now" },
  "PATCH /properties/{id}/gate-code": { gate_code: "mine now" },
  "PATCH /skills/{id}": { name: "mine now" },
  "PATCH /checklists/{id}": { name: "mine now" },
  "PATCH /service-types/{id}": { name: "mine now" },
  "PATCH /closures/{id}": { name: "mine now" },
  "PATCH /service-zones/{id}": { name: "mine now" },
  "PATCH /tags/{id}": { name: "mine now" },
  "PATCH /customers/{id}/tags": { tag_ids: [] },
  "PATCH /saved-views/{id}": { name: "mine now" },
  "PATCH /resources/{id}": { notes: "mine now" },
  "PATCH /crews/{id}": { name: "mine now" },
  "PATCH /time-off/{id}": { note: "mine now" },
  "PATCH /availability/{resource_id}": { follows_business_hours: true },
  "PATCH /jobs/{id}": { title: "mine now" },
  "POST /jobs/{id}/transitions": { to: "on_hold", reason: "mine now" },
  "PATCH /bookings/{id}": { instructions: "mine now" },
  "POST /bookings/{id}/transitions": { to: "cancelled", reason: "mine now" },
  "PATCH /booking-requests/{id}": { wishes: "mine now" },
  "POST /booking-requests/{id}/decisions": { decision: "decline", reason: "mine now" },
  "PATCH /attachments/{id}": { caption: "mine now" },
  "PATCH /templates/{id}": { subject: "mine now" },
  "POST /bookings/{id}/messages": { event: "portal.link" },
  "POST /portal-links/{id}/tokens": { purpose: "copy" },
  "PATCH /feedback/{id}": { is_hidden: false },
  "POST /feedback/{id}/replies": { body: "mine now" },
  "PATCH /time-entries/{id}": { kind: "break", reason: "mine now" },
  "POST /jobs/{id}/checklists": { template_id: randomUUID() },
  "PATCH /jobs/{id}/checklists/{checklist_id}": { answers: [{ key: "one", value: true }] },
  "PATCH /bookings/{id}/photos/{photo_id}": { caption: "mine now" },
  "POST /sync/operations/{op_id}/decisions": { decision: "discard" },
  "PATCH /imports/{id}": { country: "DE" },
  "POST /imports/{id}/starts": {},
  "PATCH /organizations/{id}": { name: "mine now" },
  "PATCH /members/{user_id}": { role: "viewer" },
  "PATCH /departments/{id}": { name: "mine now" },
  "PATCH /roles/{id}": { name: "mine now" },
  "POST /members/{user_id}/permissions": {
    resource: "jobs",
    permission: "read",
    effect: "deny",
    reason: "mine now",
  },
};

function expectNothing(answer: Answer, what: string): void {
  const said = [answer.text, ...answer.headers.values()];
  if (said.some((text) => text.includes(CANARY))) expect.fail(`${what} told: ${answer.text}`);
}

describe("another company", () => {
  it("answers each of its ids like one that does not exist, to each role, by each address", async () => {
    const named = guarded.filter(({ params }) => params);
    expect(named.length).toBeGreaterThan(20);
    for (const endpoint of named) {
      const id = ids[endpoint.path.split("/")[1] ?? ""];
      if (!id) throw new Error(`${endpoint.path} has no record to be tried with.`);
      const body =
        bodies[`${endpoint.method} ${endpoint.path}`] ?? (endpoint.method === "POST" ? {} : undefined);
      if (endpoint.body && !body) throw new Error(`${endpoint.path} has no body to be tried with.`);
      await Promise.all(
        everyone().map(async ([role, person]) => {
          const what = `${role} ${endpoint.method} ${endpoint.path}`;
          const answer = await call(endpoint.method, pathWith(endpoint, id), {
            as: person,
            version: 1,
            body,
          });
          expectNothing(answer, what);
          // A role without the right is told so before anybody looks for the record.
          expect([what, answer.status]).toEqual([what, answer.problem.code === "forbidden" ? 403 : 404]);
        }),
      );
    }
  });

  it("takes no record of mine and gives none: its customer can't be named by my contact, place or customer", async () => {
    const as = home.people.owner;
    const address = { line1: "1 A St", city: "Albany", country: "US" };
    const tries: [string, unknown][] = [
      ["/contacts", { customer_id: ids.customers, name: "Mine" }],
      ["/properties", { customer_id: ids.customers, address }],
      ["/customers", { kind: "person", last_name: "Mine", assigned_to: victim.people.technician.id }],
      ["/customers", { kind: "person", last_name: "Mine", referred_by: ids.customers }],
      ["/jobs", { customer_id: ids.customers, property_id: ids.properties, title: "Mine" }],
      ["/bookings", { job_id: ids.jobs }],
      ["/crews", { name: "Mine", members: [{ resource_id: ids.resources }] }],
      [
        "/time-off",
        { resource_id: ids.resources, starts_at: "2031-03-01T08:00:00Z", ends_at: "2031-03-02T08:00:00Z" },
      ],
      [
        "/holds",
        { resource_ids: [ids.resources], starts_at: "2031-03-01T08:00:00Z", ends_at: "2031-03-01T09:00:00Z" },
      ],
      ["/booking-requests", { name: "Mine", customer_id: ids.customers }],
      ["/service-types", { name: "Mine", duration_min: 60, skill_ids: [ids.skills] }],
      ["/service-types", { name: "Mine", duration_min: 60, checklist_id: ids.checklists }],
    ];
    for (const [path, body] of tries) {
      const answer = await call("POST", path, { as, body });
      expect([path, answer.status]).toEqual([path, 422]);
      expectNothing(answer, path);
    }
  });

  it("shows no word of its own in any list or search, to any role", async () => {
    const paths = [
      "/customers?limit=200&include_deleted=true",
      "/batch-operations?limit=200",
      `/customers?q=${CANARY}`,
      "/customers?q=2025550178",
      "/contacts?limit=200&include_deleted=true",
      `/contacts?customer_id=${ids.customers}`,
      "/properties?limit=200",
      `/properties?q=${CANARY}`,
      `/properties?customer_id=${ids.customers}`,
      "/skills?limit=200&include_deleted=true",
      "/checklists?limit=200&include_deleted=true",
      "/service-types?limit=200&include_deleted=true",
      "/closures?limit=200&include_deleted=true",
      "/service-zones?limit=200&include_deleted=true",
      "/tags?limit=200&include_deleted=true",
      "/saved-views?limit=200",
      "/resources?limit=200&include_deleted=true",
      "/crews?limit=200&include_deleted=true",
      "/time-off?limit=200&include_deleted=true",
      "/bookings/board?from=2030-12-30T00:00:00Z&to=2031-01-05T00:00:00Z",
      `/slots?job_id=${ids.jobs}&from=2031-01-06T00:00:00Z&to=2031-01-08T00:00:00Z`,
      "/jobs?limit=200&include_deleted=true",
      `/jobs?q=${CANARY}`,
      "/bookings?limit=200",
      `/bookings?q=${CANARY}`,
      `/bookings?job_id=${ids.jobs}`,
      "/bookings/today",
      "/booking-requests?limit=200",
      `/booking-requests?q=${CANARY}`,
      `/activities?job_id=${ids.jobs}`,
      "/feedback?limit=200",
      `/feedback?booking_id=${ids.bookings}`,
      "/feedback/summary",
      `/portal-links?booking_id=${ids.bookings}`,
      "/imports?limit=200",
      "/members?limit=200",
      "/departments?limit=200&include_deleted=true",
      "/roles?limit=200&include_deleted=true",
      "/permissions",
      "/permissions/holders?permission=read&resource=jobs",
      "/invitations?limit=200",
      "/organizations",
      "/me",
      `/search?q=${CANARY}`,
    ];
    for (const [role, person] of everyone()) {
      for (const path of paths) expectNothing(await call("GET", path, { as: person }), `${role} ${path}`);
    }
  });

  it("still has all of it: the twin of every denial", async () => {
    const as = victim.people.owner;
    for (const kind of [
      "customers",
      "contacts",
      "properties",
      "jobs",
      "bookings",
      "booking-requests",
      "resources",
      "crews",
      "time-off",
      "invitations",
      "members",
      "organizations",
    ]) {
      const answer = await call("GET", `/${kind}/${ids[kind]}`, { as });
      expect([kind, answer.status]).toEqual([kind, 200]);
      expect(answer.text).toContain(CANARY);
      if (answer.row.version !== undefined) expect([kind, answer.row.version]).toEqual([kind, 1]);
    }
    const found = await call("GET", `/search?q=${CANARY}`, { as });
    expect(new Set(found.rows.map(({ kind }) => kind))).toEqual(
      new Set(["customer", "property", "member", "job", "booking", "request", "resource"]),
    );
  });
});
