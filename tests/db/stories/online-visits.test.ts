import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import { ana, bookWhole, countOf, giveNotice, visitorOf } from "./booking-page";
import type { Time } from "./booking-page";
import { call, createCustomer } from "./company";
import { openPlanning } from "./planning";
import type { Planning } from "./planning";
import { foundScheduling } from "./scheduling";
import type { Scheduling } from "./scheduling";

let base: Planning;
let acme: Scheduling;
let ann: string;
let first: Time;

beforeAll(async () => {
  base = await openPlanning();
});
beforeEach(async () => {
  acme = await foundScheduling(base);
  await giveNotice(acme);
  ann = await acme.hireResource("Ann Secret");
  first = (await visitorOf(acme).times()).data[0] as Time;
});
afterAll(() => base.database.close());

const count = (table: string): Promise<number> => countOf(acme, table);

describe("a visit", () => {
  test("is there after the code, and nothing of it before", async () => {
    const visitor = visitorOf(acme);
    await visitor.hold(first.starts_at);
    const before = await Promise.all(["public.customers", "public.jobs", "public.bookings"].map(count));
    const sent = await visitor.introduce();
    expect(sent).toMatchObject({
      state: "code_sent",
      progress: { starts_at: first.starts_at, code: { email: ana.email, tries_left: 5 } },
    });
    // The time is kept for as long as the code counts, and no longer.
    expect(sent.progress?.expires_at).toBe(sent.progress?.code?.expires_at);
    expect(Date.parse(sent.progress?.expires_at ?? "") - Date.now()).toBeLessThanOrEqual(900_000);
    expect(await Promise.all(["public.customers", "public.jobs", "public.bookings"].map(count))).toEqual(
      before,
    );
    const booked = await visitor.type(await visitor.knowCode());
    expect(booked).toMatchObject({ state: "booked", number: expect.stringMatching(/^V-/), progress: null });
    expect(JSON.stringify(booked)).not.toMatch(/Secret/);
    const [visit] = await acme.sql`
      select b.status, b.starts_at, b.confirmed_at is not null as confirmed, b.promised_starts_at, j.source, j.title,
        j.description, c.first_name, c.last_name, c.email, c.phone, c.source as came_by, p.postcode, p.line1,
        b.assigned -> 0 ->> 'resource_id' as resource, h.actor_kind
      from public.bookings as b
      join public.jobs as j on j.id = b.job_id
      join public.customers as c on c.id = j.customer_id
      join public.properties as p on p.id = j.property_id
      join public.booking_status_history as h on h.booking_id = b.id
      where b.org_id = ${acme.orgId} and b.number = ${booked.number ?? ""}`;
    expect(visit).toMatchObject({
      status: "scheduled",
      confirmed: true,
      source: "web",
      title: "An hour",
      description: ana.note,
      first_name: "Ana María",
      last_name: "Ruiz",
      email: ana.email,
      phone: ana.phone,
      came_by: "web",
      postcode: "10001",
      line1: "12 Elm St",
      resource: ann,
      actor_kind: "portal",
    });
    expect(visit?.starts_at).toEqual(new Date(first.starts_at));
    expect(visit?.promised_starts_at).toEqual(new Date(first.window.starts_at));
    expect(await count("public.booking_holds")).toBe(0);
    expect(await visitor.ask("book_page")).toMatchObject({
      progress: null,
      booked: { number: booked.number },
    });
    expect(await visitorOf(acme).ask("book_page")).toMatchObject({ progress: null, booked: null });
  });

  test("is booked by the very code that was mailed, and confirmed by mail at once", async () => {
    const visitor = visitorOf(acme);
    await visitor.hold(first.starts_at);
    await visitor.introduce();
    const [mail] = await acme.sql<{ code: string; email: string }[]>`
      select data ->> 'code' as code, data ->> 'email' as email from public.notification_intents
      where org_id = ${acme.orgId} and event = 'booking.code'`;
    expect(mail).toEqual({ code: expect.stringMatching(/^\d{6}$/), email: ana.email });
    expect(await visitor.type(mail?.code ?? "")).toMatchObject({ state: "booked" });
    const told = await acme.sql`
      select 1 from public.notifications where org_id = ${acme.orgId} and event = 'visit.booked' and not_before <= now()`;
    expect(told).toHaveLength(1);
  });

  test("speaks the visitor's language: of a new customer, of a known one whose language nobody knew, of a request", async () => {
    const localeOf = async (email: string) => {
      const [row] = await acme.sql`
        select locale from public.customers where org_id = ${acme.orgId} and email = ${email}`;
      return row?.locale as string | null;
    };
    await bookWhole(visitorOf(acme), first.starts_at, { locale: "de" });
    expect(await localeOf(ana.email)).toBe("de");
    const book = async (who: Record<string, unknown>) => {
      const { data } = await visitorOf(acme).times();
      await bookWhole(visitorOf(acme), data[0]?.starts_at ?? "", who);
    };
    await book({ locale: "en" });
    expect(await localeOf(ana.email), "said before, kept").toBe("de");
    await acme.sql`update public.customers set locale = null where org_id = ${acme.orgId} and email = ${ana.email}`;
    await book({ locale: "de" });
    expect(await localeOf(ana.email)).toBe("de");

    const asked = await visitorOf(acme).request({ email: "new@visitors.test", locale: "de" });
    const [request] = await acme.sql<{ id: string; locale: string }[]>`
      select id, locale from public.booking_requests where org_id = ${acme.orgId} and number = ${asked.number ?? ""}`;
    expect(request?.locale).toBe("de");
    await call(acme.sql, acme.at(acme.owner), "decide_booking_request", {
      payload: { id: request?.id, decision: "plan" },
    });
    expect(await localeOf("new@visitors.test")).toBe("de");
  });

  test("needs the right one of six digits: five tries, then a new code", async () => {
    const visitor = visitorOf(acme);
    await visitor.hold(first.starts_at);
    await visitor.introduce();
    const right = await visitor.knowCode();
    for (const left of [4, 3, 2, 1]) {
      expect(await visitor.type("000000")).toMatchObject({
        state: "code_wrong",
        progress: { code: { tries_left: left } },
      });
    }
    expect(await visitor.type("000000")).toMatchObject({ state: "code_locked" });
    expect(await visitor.type(right)).toMatchObject({ state: "code_locked" });
    expect(await count("public.bookings")).toBe(0);
    expect(await visitor.act("book_book", {})).toMatchObject({
      state: "code_sent",
      progress: { code: { tries_left: 5 } },
    });
    expect(await visitor.type(await visitor.knowCode())).toMatchObject({ state: "booked" });
  });

  test("is refused with a code that is too old, and with anybody else's", async () => {
    const visitor = visitorOf(acme);
    await visitor.hold(first.starts_at);
    await visitor.introduce();
    const right = await visitor.knowCode();
    expect(await refusal(visitorOf(acme).type(right))).toMatchObject({ code: "CO409" });
    await acme.sql`update private.online_bookings set code_expires_at = now() where org_id = ${acme.orgId}`;
    expect(await visitor.type(right)).toMatchObject({ state: "code_expired" });
    expect(await count("public.bookings")).toBe(0);
  });

  test("cannot be kept open by asking for codes", async () => {
    const visitor = visitorOf(acme);
    await visitor.hold(first.starts_at);
    for (let sent = 0; sent < 3; sent += 1) await visitor.introduce();
    expect(await refusal(visitor.introduce())).toMatchObject({ code: "CO429" });
  });

  test("is at the place its time was found for", async () => {
    await acme.sql`insert into public.service_zones (org_id, name, postcodes) values (${acme.orgId}, 'Town', '{10001}')`;
    const visitor = visitorOf(acme);
    await visitor.hold(first.starts_at);
    expect(
      await refusal(visitor.introduce({ address: { ...ana.address, postcode: "90210" } })),
    ).toMatchObject({ code: "CO422", hint: "address.postcode" });
  });

  test("belongs silently to who is known by mail and telephone, and to nobody by one of them", async () => {
    const known = await createCustomer(acme, {
      first_name: "Old",
      last_name: "Name",
      email: ana.email,
      phone: ana.phone,
    });
    const { data } = await visitorOf(acme).times();
    const answers = [
      await bookWhole(visitorOf(acme), data[0]?.starts_at ?? ""),
      await bookWhole(visitorOf(acme), data[1]?.starts_at ?? "", { phone: "+12125550199" }),
      await bookWhole(visitorOf(acme), data[2]?.starts_at ?? "", { email: "other@visitors.test" }),
    ];
    const rows = await acme.sql<{ customer: string; name: string }[]>`
      select c.id as customer, c.display_name as name
      from public.bookings as b join public.jobs as j on j.id = b.job_id join public.customers as c on c.id = j.customer_id
      where b.number in ${acme.sql(answers.map((answer) => answer.number ?? ""))} and b.org_id = ${acme.orgId}
      order by b.starts_at`;
    expect(rows.map((row) => row.customer === known.id)).toEqual([true, false, false]);
    expect(rows[0]?.name).toBe("Old Name");
    // The three answers have the same shape and none of the names.
    expect(new Set(answers.map((answer) => Object.keys(answer).toSorted().join())).size).toBe(1);
    expect(JSON.stringify(answers)).not.toMatch(/Old Name/);
  });

  test("is made once by an action that is sent twice, also at the same moment", async () => {
    const visitor = visitorOf(acme);
    const op_id = randomUUID();
    const held = await visitor.hold(first.starts_at, { op_id });
    expect(await visitor.hold(first.starts_at, { op_id })).toEqual(held);
    expect(await refusal(visitor.hold(first.window.ends_at, { op_id }))).toMatchObject({
      code: "CO422",
      hint: "op_id",
    });
    await visitor.introduce();
    const code = await visitor.knowCode();
    const twice = randomUUID();
    const [one, two] = await Promise.all([
      visitor.type(code, { op_id: twice }),
      visitor.type(code, { op_id: twice }),
    ]);
    expect(one).toMatchObject({ state: "booked", link_token: expect.stringMatching(/./) });
    // Each has a link of its own: its text is kept nowhere.
    expect(two).toEqual({ ...one, link_token: expect.stringMatching(/./) });
    expect(two.link_token).not.toBe(one.link_token);
    expect(await count("public.bookings")).toBe(1);
  });
});

describe("a request", () => {
  test("lands in the office as somebody nobody knows", async () => {
    await createCustomer(acme, { first_name: "Old", last_name: "Name", email: ana.email, phone: ana.phone });
    const answer = await visitorOf(acme).request({
      wishes: [{ starts_at: first.starts_at, ends_at: first.window.ends_at }],
      wishes_text: "After school",
    });
    expect(answer).toEqual({ state: "requested", number: expect.stringMatching(/^R-/) });
    const [row] = await acme.sql`select * from public.booking_requests where org_id = ${acme.orgId}`;
    expect(row).toMatchObject({
      number: answer.number,
      status: "new",
      source: "web",
      customer_id: null,
      name: ana.name,
      email: ana.email,
      phone: ana.phone,
      line1: "12 Elm St",
      country: "US",
      description: ana.note,
      wishes: "After school",
      service_type_id: acme.serviceTypeId,
    });
    expect(row?.preferred).toHaveLength(1);
  });

  test("asks for a name, a way to answer and a place, and takes three wishes", async () => {
    const visitor = visitorOf(acme);
    const wish = { starts_at: first.starts_at, ends_at: first.window.ends_at };
    for (const [more, hint] of [
      [{ name: " " }, "name"],
      [{ email: "nobody" }, "email"],
      [{ phone: "12" }, "phone"],
      [{ address: { postcode: "10001" } }, "address.line1"],
      [{ note: "x".repeat(2001) }, "note"],
      [{ wishes: [wish, wish, wish, wish] }, "wishes"],
      [{ op_id: null }, "op_id"],
    ] as const) {
      expect(await refusal(visitor.request(more)), hint).toMatchObject({ code: "CO422", hint });
    }
  });

  test("is one of five an hour from one address, whatever the browser", async () => {
    const ip = randomUUID();
    for (let sent = 0; sent < 5; sent += 1) await visitorOf(acme, ip).request();
    const refused = await refusal(visitorOf(acme, ip).request());
    expect(refused.code).toBe("CO429");
    expect(Number(refused.hint)).toBeGreaterThan(600);
    const visitor = visitorOf(acme, ip);
    await visitor.hold(first.starts_at);
    expect(await refusal(visitor.introduce())).toMatchObject({ code: "CO429" });
  });

  test("is one of twenty a day that nobody has confirmed; confirmed ones do not count", async () => {
    await bookWhole(visitorOf(acme), first.starts_at);
    const answers = await Promise.allSettled(Array.from({ length: 22 }, () => visitorOf(acme).request()));
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(20);
    expect(await count("public.booking_requests")).toBe(20);
    const refused = await refusal(visitorOf(acme).request());
    expect(refused.code).toBe("CO429");
    expect(Number(refused.hint)).toBeGreaterThan(80_000);
    await acme.sql`update private.online_bookings set asked_at = now() - interval '25 hours' where org_id = ${acme.orgId} and request_id is not null`;
    expect(await visitorOf(acme).request()).toMatchObject({ state: "requested" });
  });
});
