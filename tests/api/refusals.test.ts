import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, type Options } from "./support/call";
import { guarded, nameOf, pathWith, type AnyEndpoint } from "./support/endpoints";
import { database, installation } from "./support/installation";
import { createCompany, createPerson, forgeToken, type Company, type Person } from "./support/people";

let home: Company;
let newcomer: Person;

beforeAll(async () => {
  home = await createCompany("numbat");
  // More than a thousand refusals within a minute are no misuse here; tests/api/limits asks what is one.
  await database()`update public.organizations set quota_requests_per_min = 6000 where id = ${home.id}`;
  newcomer = await createPerson();
});

const table = guarded.map((endpoint) => ({ name: nameOf(endpoint), endpoint }));

const ofOrganizations = table.flatMap(({ name, endpoint: { access, ...endpoint } }) =>
  typeof access === "object" ? [{ name, endpoint: { ...endpoint, access } }] : [],
);

/** Every shipped role reads nearly everything, and names views of its own; these reads a viewer lacks. */
const notReadByViewers = ["invitations", "booking_requests", "slots"];
const notForViewers = ofOrganizations.filter(({ endpoint: { access } }) =>
  access.permission === "read"
    ? notReadByViewers.includes(access.resource)
    : access.resource !== "saved_views",
);

/** What a well-meant request to this address carries besides its body. */
const meant = ({ isConditional, method, body }: AnyEndpoint): Options => ({
  ...(isConditional ? { version: 1 } : {}),
  ...(method === "POST" && !body ? { body: {} } : {}),
});

const somewhere = (endpoint: AnyEndpoint) => pathWith(endpoint, randomUUID());

describe.each(table)("$name", ({ endpoint }) => {
  const { method } = endpoint;

  it("asks a stranger to sign in, with a problem document", async () => {
    const answer = await call(method, somewhere(endpoint), meant(endpoint));
    expect(answer.status).toBe(401);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.get("www-authenticate")).toContain("Bearer");
    expect(answer.problem).toMatchObject({
      type: "about:blank",
      title: "Unauthorized",
      status: 401,
      code: "unauthenticated",
    });
    expect(answer.problem.request_id).toBe(answer.headers.get("x-request-id"));
  });

  it("tells an expired session from a refused one, so that the form survives", async () => {
    const { id } = home.people.owner;
    const expired = await forgeToken({ sub: id, org_id: home.id, exp: Math.floor(Date.now() / 1000) - 60 });
    const answer = await call(method, somewhere(endpoint), { ...meant(endpoint), as: expired });
    expect([answer.status, answer.problem.code]).toEqual([401, "session_expired"]);
  });

  it("does not touch another organization than the page shows", async () => {
    const answer = await call(method, somewhere(endpoint), {
      ...meant(endpoint),
      as: home.people.owner,
      headers: { "x-org-id": randomUUID() },
    });
    expect([answer.status, answer.problem.code]).toEqual([409, "organization_changed"]);
  });
});

describe.each(ofOrganizations)("$name", ({ endpoint }) => {
  it("is of no use to a person without an organization", async () => {
    const answer = await call(endpoint.method, somewhere(endpoint), { ...meant(endpoint), as: newcomer });
    expect([answer.status, answer.problem.code]).toEqual([403, "no_organization"]);
  });
});

describe.each(notForViewers)("$name", ({ endpoint }) => {
  it("names the right that a role lacks, before the body is looked at", async () => {
    const { method, access } = endpoint;
    // Its complaint would come after the refusal.
    const raw = method === "GET" ? undefined : "{";
    const answer = await call(method, somewhere(endpoint), {
      ...meant(endpoint),
      as: home.people.viewer,
      raw,
    });
    expect(answer.status).toBe(403);
    const required_scope = `${access.resource}:${access.permission}`;
    expect(answer.problem).toMatchObject({ code: "forbidden", required_scope });
  });
});

describe.each(table.filter(({ endpoint }) => endpoint.params && !endpoint.body))("$name", ({ endpoint }) => {
  it.each([
    ["an unknown id", randomUUID()],
    ["what is no id", "1%20or%201=1"],
  ])("answers %s with 404", async (_, id) => {
    const as = home.people.owner;
    const answer = await call(endpoint.method, pathWith(endpoint, id), { ...meant(endpoint), as });
    expect([answer.status, answer.problem.code]).toEqual([404, "not_found"]);
  });
});

describe.each(table.filter(({ endpoint }) => endpoint.body))("$name", ({ endpoint }) => {
  const send = (options: Options) =>
    call(endpoint.method, somewhere(endpoint), { ...meant(endpoint), as: home.people.owner, ...options });

  it("refuses a body that is no JSON, of another type, or too large", async () => {
    const broken = await send({ raw: '{"a":' });
    expect([broken.status, broken.problem.code]).toEqual([400, "invalid_request"]);
    const form = await send({ raw: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } });
    expect([form.status, form.problem.code]).toEqual([415, "unsupported_media_type"]);
    const huge = await send({ body: { name: "x".repeat((endpoint.maxBodyBytes ?? 262_144) + 1) } });
    expect([huge.status, huge.problem.code]).toEqual([413, "too_large"]);
  });

  it("names an unknown field instead of ignoring it", async () => {
    const answer = await send({ body: { org_id: randomUUID(), versoin: 3 } });
    expect([answer.status, answer.problem.code]).toEqual([422, "invalid"]);
    expect(answer.problem.errors).toContainEqual({
      field: "org_id",
      code: "unknown_field",
      message: "There is no such field.",
    });
  });
});

describe.each(table.filter(({ endpoint }) => endpoint.query))("$name", ({ endpoint }) => {
  const get = (query: string) => call("GET", `${somewhere(endpoint)}?${query}`, { as: home.people.owner });

  it("names an unknown parameter, and one that is given twice", async () => {
    const unknown = await get("sort=name");
    expect(unknown.status).toBe(422);
    expect(unknown.problem.errors?.map(({ field }) => field)).toContain("sort");
    const twice = await get("limit=1&limit=2");
    expect([twice.status, twice.problem.errors?.[0]?.code]).toEqual([422, "repeated"]);
  });
});

describe("a refused body", () => {
  /** One connection that is kept: the second request would wait behind what was left of the first. */
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  afterAll(() => agent.destroy());

  const post = (size: number, token: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { hostname, port } = new URL(installation.url);
      const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
      const address = { hostname, port, path: "/api/v1/customers", method: "POST" };
      const sent = request({ ...address, agent, headers, timeout: 10_000 }, (answer) => {
        answer.resume().once("end", () => resolve(answer.statusCode));
      });
      sent.once("timeout", () => sent.destroy(new Error("The answer did not come.")));
      sent.once("error", reject);
      // In two writes, so that no length is announced and the server has to count.
      sent.write(" ");
      sent.end(" ".repeat(size - 1));
    });

  it("is counted as it comes, and leaves the connection fit for the next request", async () => {
    const { dispatcher, viewer } = home.people;
    const statuses = [];
    for (const [size, { token }] of [
      [1_000_000, viewer],
      [1_000_000, dispatcher],
      [2, dispatcher],
    ] as const) {
      statuses.push(await post(size, token));
    }
    expect(statuses).toEqual([403, 413, 400]);
  });
});

describe("fields", () => {
  const create = (path: string, body: unknown) => call("POST", path, { as: home.people.owner, body });

  it.each([
    ["/customers", { kind: "person" }, "last_name", "required"],
    ["/customers", { kind: "company", last_name: "Park" }, "company_name", "required"],
    ["/customers", { kind: "robot", last_name: "Park" }, "kind", "unknown_value"],
    ["/customers", { kind: "person", last_name: "Park", email: "park@" }, "email", "invalid_email"],
    ["/customers", { kind: "person", last_name: "Park", phone: "call me" }, "phone", "invalid_phone"],
    ["/customers", { kind: "person", last_name: "P".repeat(201) }, "last_name", "too_big"],
    ["/customers", { kind: "person", last_name: "Pa\nrk" }, "last_name", "invalid_format"],
    [
      "/customers",
      { kind: "person", last_name: "Park", assigned_to: randomUUID() },
      "assigned_to",
      "unknown",
    ],
    [
      "/customers",
      { kind: "person", last_name: "Park", payment_terms_days: 400 },
      "payment_terms_days",
      "too_big",
    ],
    ["/contacts", { customer_id: randomUUID(), name: "Omar" }, "customer_id", "customer_not_found"],
    ["/contacts", { customer_id: "x", name: "Omar" }, "customer_id", "invalid_format"],
    ["/skills", { name: "" }, "name", "required"],
    ["/service-types", { name: "A", duration_min: 4 }, "duration_min", "too_small"],
    ["/service-types", { name: "A", duration_min: 60, skill_ids: [randomUUID()] }, "skill_ids", "unknown"],
    [
      "/service-types",
      { name: "A", duration_min: 60, checklist_id: randomUUID() },
      "checklist_id",
      "unknown",
    ],
    [
      "/service-types",
      { name: "A", duration_min: 60, price: { amount: -1, currency: "USD" } },
      "price.amount",
      "too_small",
    ],
    [
      "/checklists",
      { name: "A", items: [{ key: "a", label: "A", kind: "choice", required: true }] },
      "items.0.options",
      "required",
    ],
    [
      "/checklists",
      {
        name: "A",
        items: [
          { key: "a", label: "A", kind: "text", required: true, show_if: { key: "b", equals: true } },
          { key: "b", label: "B", kind: "yes_no", required: true },
        ],
      },
      "items.0.show_if",
      "unknown",
    ],
    [
      "/closures",
      { name: "A", starts_on: "2027-05-03", ends_on: "2027-05-02" },
      "ends_on",
      "ends_before_start",
    ],
    ["/closures", { name: "A", starts_on: "2027-02-30" }, "starts_on", "invalid_format"],
    ["/service-zones", { name: "A", postcodes: ["1*01"] }, "postcodes.0", "invalid_format"],
    [
      "/service-zones",
      {
        name: "A",
        polygon: {
          type: "Polygon",
          coordinates: [
            [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 1],
            ],
          ],
        },
      },
      "polygon.coordinates.0",
      "ring_open",
    ],
    ["/tags", { name: "A", color: 12 }, "color", "too_big"],
    ["/saved-views", { list: "Bookings!", name: "A", query: "" }, "list", "invalid_format"],
    ["/invitations", { email: "ana@people.test", role: "boss" }, "role", "unknown_value"],
    ["/organizations", { name: "", country: "US" }, "name", "required"],
    [
      "/organizations",
      { name: "A", country: "US", currency: "ABC", locale: "en", time_zone: "Mars/Base", trade: "hvac" },
      "currency",
      "unknown_currency",
    ],
  ])("%s %j is refused beside the field", async (path, body, field, code) => {
    const answer = await create(path, body);
    expect(answer.status).toBe(422);
    expect(answer.problem.errors).toContainEqual({ field, code, message: expect.any(String) as string });
  });

  it("takes both numbers of a position or none, when making and when changing", async () => {
    const customer = await create("/customers", { kind: "person", last_name: "Half" });
    const address = { line1: "1 A St", city: "Albany", country: "US" };
    const half = await create("/properties", { customer_id: customer.row.id, address, lat: 42 });
    expect([half.status, half.problem.errors?.[0]?.code]).toEqual([422, "half_position"]);
    const whole = await create("/properties", { customer_id: customer.row.id, address, lat: 42, lng: -73 });
    const change = (body: unknown) =>
      call("PATCH", `/properties/${whole.row.id}`, { as: home.people.owner, version: "*", body });
    expect((await change({ lat: null })).problem.errors?.[0]?.code).toBe("half_position");
    expect((await change({ lat: null, lng: null })).row).toMatchObject({ lat: null, lng: null });
  });

  it("says which name is missing when a person becomes a company", async () => {
    const made = await create("/customers", { kind: "person", last_name: "Solo" });
    const changed = await call("PATCH", `/customers/${made.row.id}`, {
      as: home.people.owner,
      version: 1,
      body: { kind: "company" },
    });
    expect([changed.status, changed.problem.errors]).toEqual([
      422,
      [{ field: "company_name", code: "required", message: "A name is needed." }],
    ]);
  });

  it("stores an emptied field as no value", async () => {
    const made = await create("/customers", { kind: "person", last_name: "Blank", email: "", notes: "  " });
    expect(made.row).toMatchObject({ email: null, notes: null });
  });
});
