import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { timeIn } from "@/lib/time";
import { asIdentity, refusal } from "@/tests/support/database";
import { ana, countOf, giveNotice, nearestOf, place, settle, visitorOf } from "./booking-page";
import type { Time } from "./booking-page";
import { call } from "./company";
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
const draw = (postcodes: string[]) =>
  acme.sql`insert into public.service_zones (org_id, name, postcodes) values (${acme.orgId}, 'Town', ${postcodes})`;

describe("free times", () => {
  test("are windows one after the other, an hour apart at least, and name nobody", async () => {
    await acme.setting("arrival_window_min", 30);
    const { data, time_zone } = await visitorOf(acme).times();
    expect(time_zone).toBe("America/New_York");
    const second = [...new Set(data.map((time) => time.day))][1];
    // From nine to eleven an hour's visit could begin on five half hours.
    const begin = data.filter((time) => time.day === second).map((time) => timeIn(time.starts_at, time_zone));
    expect(begin).toEqual(["09:00", "10:00", "11:00"]);
    expect(JSON.stringify(data)).not.toMatch(/Secret|resource/);
    expect(Date.parse(data[0]?.window.ends_at ?? "") - Date.parse(data[0]?.window.starts_at ?? "")).toBe(
      1_800_000,
    );
  });

  test("keep the notice and the horizon, and go on where a week is full", async () => {
    const now = Date.now();
    await settle(acme, "min_notice_h", 72);
    await settle(acme, "horizon_days", 10);
    const visitor = visitorOf(acme);
    const answer = await visitor.times();
    expect(Date.parse(answer.data[0]?.starts_at ?? "")).toBeGreaterThan(now + 72 * 3_600_000);
    const further = await visitor.times({ from: answer.next_from });
    const last = further.data.at(-1)?.starts_at ?? answer.data.at(-1)?.starts_at ?? "";
    expect(Date.parse(last)).toBeLessThan(now + 11 * 86_400_000);
    await acme.sql`update public.bookable_resources set is_active = false where id = ${ann}`;
    expect(await visitor.times()).toMatchObject({ data: [], next_from: null });
  });

  test("leave out the people who must not go, and places nobody goes to", async () => {
    await draw(["10001", "11*"]);
    const visitor = visitorOf(acme);
    expect((await visitor.times()).data).not.toEqual([]);
    expect((await visitor.times({ place: { postcode: "90210" } })).data).toEqual([]);
    expect((await visitor.times({ place: {} })).data).toEqual([]);
    expect(await visitor.ask("book_zone", { postcode: "11215" })).toEqual({
      is_inside: true,
      may_request: true,
    });
    await settle(acme, "requests_outside", false);
    expect(await visitor.ask("book_zone", { postcode: "90210" })).toEqual({
      is_inside: false,
      may_request: false,
    });
    expect(await refusal(visitor.hold(first.starts_at, { place: { postcode: "90210" } }))).toMatchObject({
      code: "CO422",
      hint: "place.postcode",
    });
    expect(await refusal(visitor.request({ address: { ...ana.address, postcode: "90210" } }))).toMatchObject({
      code: "CO422",
      hint: "address.postcode",
    });
  });

  test("are of services that are offered, of this company", async () => {
    const visitor = visitorOf(acme);
    const page = await visitor.ask<{ services: { id: string }[]; progress: unknown }>("book_page");
    expect(page.services.map((service) => service.id)).toContain(acme.serviceTypeId);
    await acme.sql`update public.service_types set is_bookable_online = false where id = ${acme.serviceTypeId}`;
    const hidden = await visitor.ask<{ services: { id: string }[] }>("book_page");
    expect(hidden.services.map((service) => service.id)).not.toContain(acme.serviceTypeId);
    for (const service_type_id of [acme.serviceTypeId, randomUUID()]) {
      expect(await refusal(visitor.times({ service_type_id }))).toMatchObject({
        code: "CO422",
        hint: "service_type_id",
      });
    }
  });
});

describe("a kept time", () => {
  test("is nobody else's, and the three nearest are named", async () => {
    const [one, other] = [visitorOf(acme), visitorOf(acme)];
    const kept = await one.hold(first.starts_at);
    expect(Date.parse(kept.expires_at) - Date.now()).toBeLessThan(301_000);
    const refused = await refusal(other.hold(first.starts_at));
    expect(refused).toMatchObject({ code: "CO409", message: "time_taken: This time was just taken." });
    const nearest = nearestOf(refused.detail);
    expect(nearest).toHaveLength(3);
    expect(nearest.map((time) => time.starts_at)).not.toContain(first.starts_at);
    expect(refused.detail).not.toMatch(/Secret|resource/);
    await other.hold(nearest[0]?.starts_at ?? "");
  });

  test("of two who want it at the same moment, one gets it", async () => {
    const answers = await Promise.allSettled([1, 2, 3, 4].map(() => visitorOf(acme).hold(first.starts_at)));
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
    expect(await count("public.booking_holds")).toBe(1);
  });

  test("goes to the next who is free", async () => {
    await acme.hireResource("Ben");
    await visitorOf(acme).hold(first.starts_at);
    await visitorOf(acme).hold(first.starts_at);
    expect(await count("public.booking_holds")).toBe(2);
    expect(await refusal(visitorOf(acme).hold(first.starts_at))).toMatchObject({ code: "CO409" });
  });

  test("is one at once: another takes its place, and a refused one leaves it", async () => {
    const visitor = visitorOf(acme);
    const { data } = await visitor.times();
    await visitor.hold(first.starts_at);
    await visitor.hold(data[1]?.starts_at ?? "");
    expect(await count("public.booking_holds")).toBe(1);
    await visitorOf(acme).hold(first.starts_at);
    expect(await refusal(visitor.hold(first.starts_at))).toMatchObject({ code: "CO409" });
    expect(await visitor.ask("book_page")).toMatchObject({ progress: { starts_at: data[1]?.starts_at } });
  });

  test("is three from one address", async () => {
    const { data } = await visitorOf(acme).times();
    for (const time of data.slice(0, 3)) await visitorOf(acme, "same").hold(time.starts_at);
    const refused = await refusal(visitorOf(acme, "same").hold(data[3]?.starts_at ?? ""));
    expect(refused.code).toBe("CO429");
    expect(Number(refused.hint)).toBeGreaterThan(0);
    expect(Number(refused.hint)).toBeLessThanOrEqual(300);
    await visitorOf(acme, "another").hold(data[3]?.starts_at ?? "");
  });

  test("runs out and blocks nobody any more", async () => {
    const visitor = visitorOf(acme);
    await visitor.hold(first.starts_at);
    await acme.sql`update public.booking_holds set expires_at = now() - interval '1 second' where org_id = ${acme.orgId}`;
    await acme.sql`update public.resource_occupancy set expires_at = now() - interval '1 second'
      where org_id = ${acme.orgId} and hold_id is not null`;
    const refused = await refusal(visitor.introduce());
    expect(refused).toMatchObject({ code: "CO409", message: expect.stringMatching(/^hold_expired/) });
    expect(nearestOf(refused.detail).length).toBeGreaterThan(0);
    await visitorOf(acme).hold(first.starts_at);
    expect(await count("public.booking_holds")).toBe(1);
  });

  test("is no time outside of what was offered", async () => {
    const visitor = visitorOf(acme);
    for (const wrong of [
      new Date(Date.parse(first.starts_at) + 7 * 60_000).toISOString(),
      new Date(Date.parse(first.starts_at) - 3_600_000).toISOString(),
      new Date(Date.parse(first.starts_at) + 366 * 86_400_000).toISOString(),
      new Date(Date.now() + 60_000).toISOString(),
    ]) {
      expect(await refusal(visitor.hold(wrong)), wrong).toMatchObject({ code: "CO409" });
    }
  });
});

describe("the page of a company", () => {
  const open = async (slug: string, bucket: string = randomUUID()): Promise<unknown> => {
    const [row] = await acme.sql<
      { answer: unknown }[]
    >`select public.gate_book_open(${slug}, ${bucket}) as answer`;
    return row?.answer;
  };
  const slugOf = async (): Promise<string> => {
    const [row] = await acme.sql<
      { slug: string }[]
    >`select slug from public.organizations where id = ${acme.orgId}`;
    return row?.slug ?? "";
  };

  test("is there while it is open, and nowhere else", async () => {
    const slug = await slugOf();
    expect(await open(slug)).toMatchObject({
      org_id: acme.orgId,
      organization: { time_zone: "America/New_York" },
    });
    expect(await open("nobody-here")).toBeNull();
    const visitor = visitorOf(acme);
    await visitor.hold(first.starts_at);
    await settle(acme, "enabled", false);
    expect(await open(slug)).toBeNull();
    expect(await refusal(visitor.introduce())).toMatchObject({ code: "CO404" });
    await settle(acme, "enabled", true);
    await acme.sql`update public.organizations set status = 'suspended' where id = ${acme.orgId}`;
    expect(await open(slug)).toBeNull();
    expect(await refusal(visitor.introduce())).toMatchObject({ code: "CO404" });
  });

  test("shows its logo, and no other file to nobody", async () => {
    const addFile = async (letter: string) => {
      const path = `${acme.orgId}/${letter.repeat(64)}/original.png`;
      const [row] = await acme.sql<{ id: string }[]>`
        insert into public.file_storage (org_id, name, kind, state, mime, size_bytes, sha256, bucket, path, variants, stored_bytes, scanned_at)
        values (${acme.orgId}, ${letter}, 'image', 'ready', 'image/png', 10, ${letter.repeat(64)}, 'files', ${path},
          ${acme.sql.json({ original: { path, mime: "image/png", size_bytes: 10, width: 1, height: 1 } })}, 10, now())
        returning id`;
      return { id: row?.id ?? "", path };
    };
    const visitor = visitorOf(acme);
    const reads = (path: string, who = visitor) =>
      asIdentity(acme.sql, who.identity, async (tx) => {
        const [row] = await tx`select private.visitor_reads_object(${path}) as may`;
        return row?.may as boolean;
      });
    const [logo, other] = [await addFile("e"), await addFile("f")];
    expect(await refusal(visitor.ask("book_logo"))).toMatchObject({ code: "CO404" });
    await acme.sql`update public.organizations set logo_file_id = ${logo.id} where id = ${acme.orgId}`;
    expect(await visitor.ask("book_logo")).toEqual({ bucket: "files", path: logo.path, mime: "image/png" });
    const elsewhere = visitorOf(await foundScheduling(base));
    expect([await reads(logo.path), await reads(other.path), await reads(logo.path, elsewhere)]).toEqual([
      true,
      false,
      false,
    ]);
    await settle(acme, "enabled", false);
    expect(await reads(logo.path)).toBe(false);
  });

  test("stops who tries names", async () => {
    const bucket = randomUUID();
    // Sixty at once, and one more in each half second that the tries themselves take.
    let tries = 0;
    let answer = await open("nobody-here", bucket);
    for (; answer === null && tries < 300; tries += 1) answer = await open("nobody-here", bucket);
    expect(tries).toBeGreaterThanOrEqual(60);
    expect(answer).toMatchObject({ retry_after_s: expect.any(Number) });
  });

  test("is only for its own visitors", async () => {
    const other = await foundScheduling(base);
    const visitor = visitorOf(acme);
    const { claims } = visitor.identity;
    const as = (more: object) =>
      ({ ...visitor.identity, claims: { ...claims, ...more } }) as typeof visitor.identity;
    for (const identity of [
      as({ principal: `book:${other.orgId}` }),
      as({ org_id: other.orgId }),
      as({ principal: undefined }),
      as({ principal: `portal:${acme.orgId}` }),
    ]) {
      expect(await refusal(call(acme.sql, identity, "book_page", {}))).toMatchObject({ code: "42501" });
    }
    // Who has no cookie yet may look, and keeps nothing.
    const stranger = as({ book_visitor: undefined });
    expect(await call(acme.sql, stranger, "book_page", {})).toMatchObject({ progress: null, booked: null });
    expect(
      await refusal(
        call(acme.sql, stranger, "book_hold", {
          payload: {
            op_id: randomUUID(),
            service_type_id: acme.serviceTypeId,
            place,
            starts_at: first.starts_at,
          },
        }),
      ),
    ).toMatchObject({ code: "42501" });
    expect(await refusal(visitor.times({ service_type_id: other.serviceTypeId }))).toMatchObject({
      code: "CO422",
      hint: "service_type_id",
    });
  });

  test("forgets its visitors", async () => {
    const visitor = visitorOf(acme);
    await visitor.hold(first.starts_at);
    await visitor.introduce();
    await acme.sql`update private.online_bookings set created_at = now() - interval '3 hours' where org_id = ${acme.orgId}`;
    await acme.sql`select ops.sweep_online_bookings()`;
    const [row] = await acme.sql`select details from private.online_bookings where org_id = ${acme.orgId}`;
    expect(row?.details).toEqual({});
    await acme.sql`update private.online_bookings set created_at = now() - interval '3 days' where org_id = ${acme.orgId}`;
    await acme.sql`select ops.sweep_online_bookings()`;
    expect(await count("private.online_bookings")).toBe(0);
  });
});

/** The next first Sunday of a month from that day on: when New York changes its clocks, in March and November. */
function nextSunday(month: number, day: number): string {
  const year = new Date().getUTCFullYear();
  const sundays = [year, year + 1].map((each) => {
    const first = new Date(Date.UTC(each, month - 1, day));
    return new Date(first.getTime() + ((7 - first.getUTCDay()) % 7) * 86_400_000);
  });
  const tomorrow = Date.now() + 86_400_000;
  return (sundays.find((each) => each.getTime() > tomorrow) ?? new Date()).toISOString().slice(0, 10);
}

describe("on the day the clock changes", () => {
  test.each([
    ["forward", nextSunday(3, 8), ["13:00", "15:00"]],
    ["back", nextSunday(11, 1), ["14:00", "16:00"]],
  ])("%s, a morning has its hours", async (_, day, expected) => {
    await settle(acme, "horizon_days", 375);
    await settle(acme, "min_notice_h", 0);
    await acme.sql`insert into public.business_hours (org_id, weekday, opens, closes) values (${acme.orgId}, 7, '09:00', '12:00')`;
    const { data } = await visitorOf(acme).times({ from: `${day}T05:00:00Z` });
    const times = data.filter((time) => time.day === day).map((time) => time.starts_at.slice(11, 16));
    expect(times).toEqual(expected);
    await visitorOf(acme).hold(data.find((time) => time.day === day)?.starts_at ?? "");
    expect(place.postcode).toBe("10001");
  });
});
