import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { takeBookingTurn } from "./support/booking-turn";
import { database, installation } from "./support/installation";
import { createCompany, type Company } from "./support/people";
import { createGround, type Ground } from "./support/planning";

type Body = {
  data?: Record<string, never>;
  code?: string;
  errors?: { field: string; code: string }[];
  nearest?: unknown[];
};
type Said = { status: number; headers: Headers; text: string; json: Body };

let company: Company;
let other: Company;
let ground: Ground;
let endTurn: () => Promise<void>;

beforeAll(async () => {
  endTurn = await takeBookingTurn();
  [company, other] = await Promise.all([createCompany("bookable"), createCompany("elsewhere")]);
  ground = await createGround(company, 2);
});
afterAll(() => endTurn());
// All visitors of this file come from one address, which may ask five times an hour.
beforeEach(
  () => database()`delete from private.api_rate_limits where bucket like 'book%' or bucket like 'gate:book%'`,
);

const origin = installation.url;
const place = { postcode: "12207", line1: "12 Elm St", city: "Albany" };
const person = { name: "Ana Ruiz", email: "ana@visitors.test", phone: "(212) 555-0101" };

type Sending = { method?: string; body?: string; headers?: Record<string, string> };

/** One browser: it keeps the cookie it is given. */
function browser(slug = company.slug) {
  let cookie = "";
  const send = async (path: string, init: Sending = {}): Promise<Said> => {
    const headers = { origin, ...(cookie ? { cookie } : {}), ...init.headers };
    const response = await fetch(`${installation.url}/book/${slug}${path}`, {
      redirect: "manual",
      ...init,
      headers,
    });
    const given = response.headers.getSetCookie().find((each) => each.startsWith("book_visitor="));
    if (given) cookie = given.split(";")[0] ?? "";
    const text = await response.text();
    const json = text.startsWith("{") ? (JSON.parse(text) as Body) : {};
    return { status: response.status, headers: response.headers, text, json };
  };
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Said> =>
    send(path, {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { "content-type": "application/json", ...headers },
    });
  return {
    send,
    post,
    act: (action: string, body: object) => post(`/actions/${action}`, { op_id: randomUUID(), ...body }),
    firstTime: async (nth = 0): Promise<string> => {
      const { json } = await post("/times", { service_type_id: ground.serviceTypeId, place });
      const { data } = json as unknown as { data: { data: { starts_at: string }[] } };
      return data.data[nth]?.starts_at ?? "";
    },
  };
}

const holdBody = (starts_at: string) => ({ service_type_id: ground.serviceTypeId, place, starts_at });
const who = { ...person, address: place };
const knowCode = () => database()`
  update private.online_bookings set code_hash = extensions.crypt('123456', extensions.gen_salt('bf', 4))
  where org_id = ${company.id} and state = 'waiting'`;

describe("the booking page", () => {
  it("is there by its address, kept by nobody and found by nobody", async () => {
    const page = await browser().send("");
    expect(page.status).toBe(200);
    expect(page.headers.get("cache-control")).toContain("no-store");
    expect(page.headers.get("x-robots-tag")).toContain("noindex");
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
    expect(page.text).toContain(`action="/book/${company.slug}/actions/request"`);
    // Nothing is asked of another site.
    expect(page.headers.get("content-security-policy")).toMatch(/connect-src 'self'(;|$)/);
    expect(page.text).not.toContain(`${company.word} person`);
  });

  it("does not exist, and has no name, where it is unknown, off or suspended", async () => {
    const name = `${other.word} works`;
    const settle = (value: boolean) => database()`
      insert into public.system_settings (org_id, category, name, value)
      values (${other.id}, 'online_booking', 'enabled', ${database().json(value)})
      on conflict (org_id, category, name) do update set value = excluded.value`;
    await settle(false);
    for (const slug of ["nobody-here", "Not-A-Slug", other.slug]) {
      const page = await browser(slug).send("");
      expect(page.status, slug).toBe(404);
      expect(page.text).not.toContain(name);
      const action = await browser(slug).act("hold", holdBody(new Date().toISOString()));
      expect(action.status, slug).toBe(404);
    }
    await settle(true);
    expect((await browser(other.slug).send("")).status).toBe(200);
    await database()`update public.organizations set status = 'suspended' where id = ${other.id}`;
    expect((await browser(other.slug).send("")).status).toBe(404);
    await database()`update public.organizations set status = 'active' where id = ${other.id}`;
  });

  it("books by the mailed code, and gives link and calendar file", async () => {
    const visitor = browser();
    const zone = await visitor.post("/zone", { place });
    expect(zone.json.data).toEqual({ is_inside: true, may_request: true });
    const starts_at = await visitor.firstTime();
    const held = await visitor.act("hold", holdBody(starts_at));
    expect(held.status).toBe(200);
    expect(held.headers.get("set-cookie")).toMatch(
      new RegExp(`Path=/book/${company.slug}; Max-Age=7200; HttpOnly; SameSite=Lax`),
    );
    const sent = await visitor.act("book", who);
    expect(sent.json.data).toMatchObject({ state: "code_sent", progress: { code: { email: person.email } } });
    expect(sent.text).not.toMatch(/\b\d{6}\b"/);
    await knowCode();
    expect((await visitor.act("book", { code: "000000" })).json.data).toMatchObject({ state: "code_wrong" });
    const op = { op_id: randomUUID(), code: "123456" };
    const [booked, again] = await Promise.all([visitor.act("book", op), visitor.act("book", op)]);
    expect(booked.json.data).toMatchObject({
      state: "booked",
      visit: { number: expect.stringMatching(/^V-/) },
    });
    expect(again.status).toBe(200);
    const { visit } = booked.json.data as unknown as { visit: { number: string; link: string } };
    expect((again.json.data as unknown as { visit: { number: string } }).visit.number).toBe(visit.number);
    const link = await fetch(visit.link, { redirect: "manual" });
    expect(link.status).toBe(303);
    const file = await visitor.send("/visit.ics");
    expect(file.headers.get("content-type")).toContain("text/calendar");
    expect(file.text).toContain("BEGIN:VEVENT");
    expect((await browser().send("/visit.ics")).status).toBe(404);
    const [row] = await database()`
      select c.phone, c.locale from public.bookings as b join public.jobs as j on j.id = b.job_id
      join public.customers as c on c.id = j.customer_id where b.org_id = ${company.id} and b.number = ${visit.number}`;
    expect(row).toEqual({ phone: "+12125550101", locale: "en" });
  });

  it("gives a time to one of two, and the other the nearest three", async () => {
    const starts_at = await browser().firstTime(3);
    // Two people work here: of three who want the same time, one comes too late.
    const answers = await Promise.all([1, 2, 3].map(() => browser().act("hold", holdBody(starts_at))));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.json).toMatchObject({ code: "time_taken" });
    expect(refused?.json.nearest).toHaveLength(3);
    expect(refused?.text).not.toContain(company.word);
    await database()`delete from public.booking_holds where org_id = ${company.id}`;
  });

  it("says what is wrong with what was sent", async () => {
    const visitor = browser();
    const starts_at = await visitor.firstTime();
    expect((await visitor.act("hold", { ...holdBody(starts_at), extra: 1 })).status).toBe(422);
    expect(
      (await visitor.act("hold", { ...holdBody(starts_at), service_type_id: randomUUID() })).status,
    ).toBe(422);
    expect((await visitor.act("book", { code: "123456" })).json.code).toBe("hold_expired");
    await visitor.act("hold", holdBody(starts_at));
    const phone = await visitor.act("book", { ...who, phone: "12" });
    expect(phone.json.errors).toMatchObject([{ field: "phone" }]);
    expect((await visitor.act("nothing", {})).status).toBe(404);
    expect((await visitor.post("/actions/hold", "{")).status).toBe(400);
    expect((await visitor.post("/actions/hold", "x", { "content-type": "text/plain" })).status).toBe(415);
    expect((await visitor.post("/actions/request", `"${"x".repeat(40_000)}"`)).status).toBe(413);
  });

  it("takes nothing from another site", async () => {
    for (const foreign of ["https://evil.test", "null"]) {
      const answer = await browser().post("/actions/hold", {}, { origin: foreign });
      expect(answer.status, foreign).toBe(403);
      expect(answer.json.code).toBe("foreign_origin");
    }
  });

  it("of another company knows nothing", async () => {
    const visitor = browser(other.slug);
    const answer = await visitor.post("/times", { service_type_id: ground.serviceTypeId, place });
    expect(answer.status).toBe(422);
    expect(answer.json.errors).toMatchObject([{ field: "service_type_id" }]);
  });

  it("lets one address ask five times an hour, and says when again", async () => {
    const ask = () => browser().act("request", { ...who, service_type_id: ground.serviceTypeId });
    for (let sent = 0; sent < 5; sent += 1) expect((await ask()).status).toBe(200);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(600);
  });

  it("works without script as a request", async () => {
    const form = (fields: Record<string, string>) =>
      browser().send("/actions/request", {
        method: "POST",
        body: new URLSearchParams({
          op_id: randomUUID(),
          service_type_id: ground.serviceTypeId,
          ...person,
          ...place,
          note: "No heat",
          day_1: "2027-01-11",
          part_1: "morning",
          ...fields,
        }).toString(),
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          origin: "null",
          "sec-fetch-site": "same-origin",
        },
      });
    const done = await form({});
    expect([done.status, done.headers.get("location")]).toEqual([303, `/book/${company.slug}?done=request`]);
    const [row] = await database()`
      select source, preferred, description from public.booking_requests
      where org_id = ${company.id} order by created_at desc limit 1`;
    expect(row).toEqual({
      source: "web",
      description: "No heat",
      preferred: [{ starts_at: "2027-01-11T13:00:00.000Z", ends_at: "2027-01-11T17:00:00.000Z" }],
    });
    const wrong = await form({ phone: "12" });
    expect(wrong.headers.get("location")).toBe(`/book/${company.slug}?problem=phone`);
    // The page that says what was wrong still holds all the rest, and nobody else's does.
    const typed = await form({ phone: "12", note: 'Lärm "im" Keller. '.repeat(100).trim() });
    const kept = typed.headers.getSetCookie().filter((each) => each.startsWith("refused_form"));
    expect(kept.join()).toContain(`Path=/book/${company.slug}; Max-Age=600; HttpOnly; SameSite=Lax`);
    const cookie = kept.map((each) => each.split(";")[0]).join("; ");
    const again = await browser().send("?problem=phone", { headers: { cookie } });
    for (const words of [`value="${person.name}"`, `value="${place.line1}"`, "Lärm &quot;im&quot; Keller."])
      expect(again.text).toContain(words);
    expect((await browser().send("?problem=phone")).text).not.toContain(person.name);
    const page = await browser().send("?problem=%3Cscript%3E");
    expect(page.text).not.toContain("&lt;script");
  });

  it("is no member and no key for the API and REST", async () => {
    const rest = await fetch(`${installation.supabaseUrl}/rest/v1/rpc/book_page`, {
      method: "POST",
      headers: { apikey: installation.publishableKey, "content-type": "application/json" },
      body: "{}",
    });
    expect(rest.status).toBe(401);
  });
});
