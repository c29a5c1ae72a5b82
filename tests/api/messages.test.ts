import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { MESSAGE_EVENTS, notification } from "@/lib/notifications/schema";
import { template } from "@/lib/templates/schema";
import { call, expectStatus, type Answer, type Row } from "./support/call";
import { database } from "./support/installation";
import { createCompany, type Company, type Person } from "./support/people";
import { by, createGround, during, planned, type Ground } from "./support/planning";
import { until } from "./support/until";

const CURIOUS = "{{secret}}<script>alert(1)</script>";

let home: Company;
let ground: Ground;
let stranger: Company;
let nextHour = 0;

beforeAll(async () => {
  [home, stranger] = [await createCompany("quokka"), await createCompany("wombat")];
  ground = await createGround(home);
  await database()`
    update public.customers set email = 'ana@people.test', last_name = ${CURIOUS} where id = ${ground.customerId}`;
});

const dispatcher = (): Person => home.people.dispatcher;

async function visit(): Promise<Row> {
  nextHour += 2;
  const work = { customer_id: ground.customerId, property_id: ground.propertyId, title: "No heat" };
  const job = await call("POST", "/jobs", { as: dispatcher(), body: work });
  return planned(dispatcher(), { job_id: job.row.id, ...during(nextHour), ...by(ground.resourceIds[0]) });
}

/** A message that will not leave during the test. */
async function waiting(bookingId: string): Promise<string> {
  const [row] = await database()<{ id: string }[]>`
    select private.queue_message(${home.id}, 'portal.link', ${bookingId}, '{}', now() + interval '1 hour') as id`;
  return row?.id ?? "";
}

const eventually = (find: () => Promise<Row | undefined>) => until(find, (found) => found !== undefined);

const messagesOf = async (bookingId: string, as: Person = dispatcher()): Promise<Row[]> =>
  (await call("GET", `/notifications?booking_id=${bookingId}`, { as })).rows;

describe("messages", () => {
  it("of a visit are listed with their state, to who reads them, and only at home", async () => {
    const { id } = await visit();
    await waiting(id);
    const [row] = (await messagesOf(id, home.people.viewer)).filter(({ event }) => event === "portal.link");
    expect(notification.parse(row)).toMatchObject({
      status: "waiting",
      recipient: "ana@people.test",
      booking: { id },
      customer: { id: ground.customerId },
    });
    expect(await messagesOf(id, stranger.people.owner)).toEqual([]);
    expect((await call("GET", "/notifications", { as: home.people.technician })).status).toBe(403);
    expect((await call("GET", "/notifications", {})).status).toBe(401);
    expect((await call("GET", "/notifications?status=lost", { as: dispatcher() })).status).toBe(422);
  });

  it("come by pages, latest first, each once", async () => {
    const { id } = await visit();
    for (let n = 0; n < 5; n += 1) await waiting(id);
    const seen: string[] = [];
    const first = `/notifications?booking_id=${id}&status=waiting&limit=2`;
    for (let path: string | null = first; path;) {
      const page: Answer = await call("GET", path, { as: dispatcher() });
      expectStatus(page, 200);
      seen.push(...page.rows.filter(({ event }) => event === "portal.link").map((row) => row.id));
      path = page.next && `${first}&cursor=${page.next}`;
    }
    expect(new Set(seen).size).toBe(5);
    expect(seen).toEqual(seen.toSorted().toReversed());
  });

  it("that wait are stopped once, by who may, and the same request again is answered the same", async () => {
    const { id } = await visit();
    const address = `/notifications/${await waiting(id)}/withdrawals`;
    expect((await call("POST", address, { as: home.people.viewer })).status).toBe(403);
    expect((await call("POST", address, { as: stranger.people.owner })).status).toBe(404);
    expect(
      (await call("POST", `/notifications/${randomUUID()}/withdrawals`, { as: dispatcher() })).status,
    ).toBe(404);
    const key = randomUUID();
    const stopped = await call("POST", address, { as: dispatcher(), key });
    expectStatus(stopped, 200);
    expect(stopped.row).toMatchObject({
      status: "withdrawn",
      withdrawn_reason: "by_hand",
      withdrawn_by: { id: dispatcher().id },
    });
    const replayed = await call("POST", address, { as: dispatcher(), key });
    expect(replayed.headers.get("idempotent-replayed")).toBe("true");
    expect((await call("POST", address, { as: dispatcher() })).problem.code).toBe("message_left");
    const retry = `/notifications/${String(stopped.row.id)}/retries`;
    expect((await call("POST", retry, { as: dispatcher() })).problem.code).toBe("message_not_failed");
  });

  it("stopped by ten at once are stopped by one", async () => {
    const { id } = await visit();
    const address = `/notifications/${await waiting(id)}/withdrawals`;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => call("POST", address, { as: dispatcher() })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ problem }) => problem.code === "message_left")).toHaveLength(9);
  });

  it("sent by hand leave at once, and a customer's name stays a name", async () => {
    const { id } = await visit();
    const address = `/bookings/${id}/messages`;
    const body = { event: "portal.link" };
    expect((await call("POST", address, { as: home.people.viewer, body })).status).toBe(403);
    expect((await call("POST", address, { as: stranger.people.owner, body })).status).toBe(404);
    expect((await call("POST", address, { as: dispatcher(), body: { event: "visit.booked" } })).status).toBe(
      422,
    );
    const made = await call("POST", address, { as: dispatcher(), body });
    expectStatus(made, 201);
    const sent = await eventually(async () =>
      (await messagesOf(id)).find((row) => row.id === made.row.id && row.status === "sent"),
    );
    expect(sent).toMatchObject({ author: { id: dispatcher().id }, attempts: 1, error: null });
    const late = { event: "visit.late", minutes: 20 };
    expectStatus(await call("POST", address, { as: dispatcher(), body: late }), 201);
  });

  it("of a person's own words wait, are taken back as others are, and reach the customer else", async () => {
    const { id } = await visit();
    const words = (body: string, as = dispatcher(), more: object = { booking_id: id }) =>
      call("POST", "/activities", { as, body: { kind: "message", body, ...more } });
    const made = await words("We park in the yard.");
    expectStatus(made, 201);
    const sent = await eventually(async () =>
      (await messagesOf(id)).find((row) => row.id === made.row.notification_id && row.status === "sent"),
    );
    expect(sent).toMatchObject({ event: "visit.message", activity_id: made.row.id, attempts: 1 });
    expect((await words("Hello", home.people.viewer)).status).toBe(403);
    expect((await words("Hello", stranger.people.owner)).status).toBe(404);
    expect((await words("x".repeat(2_001))).problem.errors?.[0]).toMatchObject({
      field: "body",
      code: "too_big",
    });
    expect((await words("Hello", dispatcher(), { customer_id: ground.customerId })).status).toBe(422);
  });

  it("are refused, with the reason, where nobody may be written to", async () => {
    const { id } = await visit();
    await database()`update public.customers set do_not_contact = true where id = ${ground.customerId}`;
    const refused = await call("POST", `/bookings/${id}/messages`, {
      as: dispatcher(),
      body: { event: "portal.link" },
    });
    await database()`update public.customers set do_not_contact = false where id = ${ground.customerId}`;
    expect(refused.status).toBe(409);
    expect(refused.problem.code).toBe("message_refused");
    expect(refused.problem.detail).toContain("do_not_contact");
  });
});

describe("words", () => {
  const all = async (as: Person = home.people.owner): Promise<Row[]> =>
    (await call("GET", "/templates", { as })).rows;
  const wordsOf = async (event: string, locale = "en"): Promise<Row> => {
    const row = (await all()).find((one) => one.event === event && one.locale === locale);
    if (!row) throw new Error(`There are no words for ${event}.`);
    return row;
  };

  it("are there for every message in both languages from the first day", async () => {
    const rows = (await all(dispatcher())).map((row) => template.parse(row));
    expect(rows).toHaveLength(2 * MESSAGE_EVENTS.length);
    expect(rows.every(({ is_shipped, is_active }) => is_shipped && is_active)).toBe(true);
    expect((await call("GET", "/templates", { as: home.people.viewer })).status).toBe(403);
  });

  it("are changed by managers, against the version they saw, and go back to the shipped ones", async () => {
    const shipped = await wordsOf("visit.reminder");
    const address = `/templates/${shipped.id}`;
    const body = { subject: "See you {{day}}" };
    expect((await call("PATCH", address, { as: dispatcher(), body, version: 1 })).status).toBe(403);
    expect((await call("PATCH", address, { as: stranger.people.owner, body, version: 1 })).status).toBe(404);
    expect((await call("PATCH", address, { as: home.people.owner, body })).status).toBe(428);
    const changed = await call("PATCH", address, { as: home.people.owner, body, version: shipped.version });
    expectStatus(changed, 200);
    expect(changed.row).toMatchObject({ ...body, body: shipped.body, is_shipped: false });
    const stale = await call("PATCH", address, { as: home.people.owner, body, version: shipped.version });
    expect(stale.status).toBe(412);
    expect(stale.problem.current).toMatchObject(body);
    const back = await call("DELETE", address, { as: home.people.owner, version: changed.row.version });
    expect(back.row).toMatchObject({ subject: shipped.subject, is_shipped: true });
  });

  it("may name only what their message knows, and must name what it is for", async () => {
    const { id, version } = await wordsOf("portal.link", "de");
    const change = (body: object) =>
      call("PATCH", `/templates/${id}`, { as: home.people.owner, body, version });
    const unknown = await change({ subject: "Ihr {{gate_code}}" });
    expect(unknown.problem.code).toBe("unknown_variable");
    expect(unknown.text).toContain("gate_code");
    expect((await change({ body: "Hallo {{customer}}" })).problem.code).toBe("missing_variable");
    expect((await change({ subject: "Two\nlines" })).status).toBe(422);
  });

  it("are shown as the customer would get them; what looks like code in a name stays a name", async () => {
    const { id } = await visit();
    const words = {
      event: "visit.late",
      locale: "de",
      subject: "Für {{customer}}",
      body: "Jetzt {{window}}\n\n{{link}}",
    };
    const shown = await call("POST", "/templates/previews", {
      as: dispatcher(),
      body: { ...words, booking_id: id },
    });
    expectStatus(shown, 200);
    const { subject, html, text } = shown.row as unknown as Record<string, string>;
    expect(subject).toBe(`Für ${CURIOUS}`);
    expect(text).toContain(CURIOUS);
    expect(html).not.toContain("<script>");
    expect(html).toContain("{{secret}}&lt;script&gt;");
    const foreign = await call("POST", "/templates/previews", {
      as: stranger.people.owner,
      body: { ...words, booking_id: id },
    });
    expect(foreign.status).toBe(404);
  });
});
