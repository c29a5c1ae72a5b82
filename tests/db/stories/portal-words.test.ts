import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import { call } from "./company";
import type { Answer } from "./company";
import { openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";
import { bookedVisit, openLink } from "./portal";
import type { Customer } from "./portal";
import { foundScheduling } from "./scheduling";
import type { Scheduling } from "./scheduling";

let base: Planning;
let shop: Scheduling;
let sam: string;
let visit: Visit;
let customer: Customer;

beforeAll(async () => {
  base = await openPlanning();
});
afterAll(() => base.database.close());
beforeEach(async () => {
  shop = await foundScheduling(base);
  sam = await shop.hireResource("Sam Porter");
  visit = await bookedVisit(shop, sam);
  customer = await openLink(shop, visit);
});

type Rating = {
  id: string;
  version: number;
  overall: number;
  is_hidden: boolean;
  reply: { body: string } | null;
};
const office = <T>(name: string, args: Record<string, unknown>, as = shop.owner) =>
  call<T>(shop.sql, shop.at(as), name, args);
const finish = async () => {
  await shop.step(await shop.visit(visit.id), "on_site");
  await shop.step(await shop.visit(visit.id), "completed");
};
const rating = async (): Promise<Rating> => {
  const [row] = await shop.sql<
    { id: string }[]
  >`select id from public.customer_feedback where booking_id = ${visit.id}`;
  return office<Rating>("get_feedback", { id: row?.id ?? randomUUID() });
};

describe("messages", () => {
  test("of the customer stand on the visit's timeline, and the office's answers on his page", async () => {
    const sent = await customer.does("message", { body: "  The bell is broken  " });
    expect(sent).toMatchObject({
      message: { from: "customer", body: "The bell is broken" },
      replayed: false,
    });
    await office("create_activity", {
      payload: { kind: "message", body: "We call you", booking_id: visit.id },
    });
    await office("create_activity", { payload: { kind: "note", body: "Among us", booking_id: visit.id } });
    expect((await customer.state()).messages).toMatchObject([
      { from: "customer", body: "The bell is broken" },
      { from: "office", body: "We call you" },
    ]);
    const lines = await shop.sql`
      select kind, author_kind, created_by is null as is_nobodys from public.activities
      where booking_id = ${visit.id} order by created_at, id`;
    expect(lines[0]).toEqual({ kind: "message", author_kind: "customer", is_nobodys: true });
    const events =
      await shop.sql`select type from private.outbox where org_id = ${shop.orgId} and type = 'message.received'`;
    expect(events).toHaveLength(1);
  });

  test("sent twice at once are one message", async () => {
    const op_id = randomUUID();
    await Promise.all([
      customer.does("message", { op_id, body: "Once" }),
      customer.does("message", { op_id, body: "Once" }),
    ]);
    expect((await customer.state()).messages).toHaveLength(1);
  });

  test("have words, and not too many of them", async () => {
    for (const body of [null, "", " \n ", "x".repeat(2001)]) {
      expect(await refusal(customer.does("message", { body }))).toMatchObject({
        code: "CO422",
        hint: "body",
      });
    }
  });

  test("end after ten in an hour, and say when there may be more", async () => {
    for (let time = 0; time < 10; time++) await customer.does("message", { body: `${time}` });
    const refused = await refusal(customer.does("message", { body: "11" }));
    expect(refused).toMatchObject({ code: "CO429", message: expect.stringContaining("too_many") });
    expect(Number(refused.hint)).toBeGreaterThan(0);
  });

  test("nobody writes as the customer but he", async () => {
    await expect(
      shop.sql`insert into public.activities (org_id, kind, author_kind, body, booking_id)
        values (${shop.orgId}, 'note', 'customer', 'x', ${visit.id})`,
    ).rejects.toMatchObject({ code: "23514" });
  });
});

describe("a rating", () => {
  test("is given when the visit is done, and not before", async () => {
    expect(await refusal(customer.does("feedback", { overall: 5 }))).toMatchObject({
      code: "CO409",
      message: expect.stringContaining("not_done"),
    });
    await finish();
    expect(await customer.does("feedback", { overall: 5, quality: 4, comment: " Very kind " })).toMatchObject(
      {
        feedback: { overall: 5, quality: 4, punctuality: null, comment: "Very kind", reply: null },
        replayed: false,
      },
    );
    expect(await rating()).toMatchObject({ overall: 5, is_verified: true, source: "portal" });
    const events =
      await shop.sql`select type from private.outbox where org_id = ${shop.orgId} and entity = 'feedback'`;
    expect(events).toEqual([{ type: "feedback.received" }]);
  });

  test("is one per visit, corrected for a day, and then stands", async () => {
    await finish();
    await Promise.all([customer.does("feedback", { overall: 5 }), customer.does("feedback", { overall: 5 })]);
    await customer.does("feedback", { overall: 2, comment: "It leaks again" });
    const second = await openLink(shop, visit);
    expect((await second.state()).feedback).toMatchObject({ overall: 2, comment: "It leaks again" });
    await shop.sql`update public.customer_feedback set editable_until = now() where booking_id = ${visit.id}`;
    expect((await customer.state()).may.feedback).toBe(false);
    expect(await refusal(customer.does("feedback", { overall: 1 }))).toMatchObject({
      code: "CO409",
      message: expect.stringContaining("feedback_given"),
    });
    expect(await rating()).toMatchObject({ overall: 2 });
  });

  test("is one to five stars and a comment", async () => {
    await finish();
    for (const wrong of [{}, { overall: 0 }, { overall: 6 }, { overall: 5, quality: 9 }]) {
      expect(await refusal(customer.does("feedback", wrong))).toMatchObject({
        code: "CO422",
        hint: "overall",
      });
    }
    expect(await refusal(customer.does("feedback", { overall: 5, comment: "x".repeat(2001) }))).toMatchObject(
      { code: "CO422", hint: "comment" },
    );
  });

  test("is answered by the office: the customer reads it, and is told of the first answer", async () => {
    await finish();
    await customer.does("feedback", { overall: 3 });
    const { id, version } = await rating();
    const payload = { id, expected_version: version, body: "We come again" };
    const { data } = await office<Answer<Rating>>("reply_to_feedback", { payload });
    expect(data.reply?.body).toBe("We come again");
    expect(await refusal(office("reply_to_feedback", { payload }))).toMatchObject({ code: "CO412" });
    await office("reply_to_feedback", {
      payload: { ...payload, expected_version: data.version, body: "We come tomorrow" },
    });
    expect((await customer.state()).feedback?.reply).toMatchObject({ body: "We come tomorrow" });
    const told =
      await shop.sql`select 1 from public.notification_intents where org_id = ${shop.orgId} and event = 'feedback.reply'`;
    expect(told).toHaveLength(1);
  });

  test("is hidden with a reason, leaves every average, and keeps its words", async () => {
    await finish();
    await customer.does("feedback", { overall: 1, comment: "Thieves" });
    expect(await office("get_feedback_summary", {})).toMatchObject({
      average: 1,
      count: 1,
      by_star: [1, 0, 0, 0, 0],
    });
    const resource = () => office<{ rating: unknown }>("get_resource", { id: sam });
    expect((await resource()).rating).toEqual({ average: 1, count: 1 });
    const { id, version } = await rating();
    expect(
      await refusal(
        office("update_feedback", { id, expected_version: version, changes: { is_hidden: true } }),
      ),
    ).toMatchObject({ code: "CO422", hint: "flag_reason" });
    await office("update_feedback", {
      id,
      expected_version: version,
      changes: { is_hidden: true, flag_reason: "Insult" },
    });
    expect(await office("get_feedback_summary", { resource_id: sam })).toMatchObject({
      average: null,
      count: 0,
    });
    expect((await resource()).rating).toBeNull();
    expect((await customer.state()).feedback).toMatchObject({ comment: "Thieves" });
    const { data } = await office<Answer<Rating & { flag_reason: string | null }>>("update_feedback", {
      id,
      expected_version: null,
      changes: { is_hidden: false },
    });
    expect([data.is_hidden, data.flag_reason]).toEqual([false, null]);
  });

  test("is a technician's to read where it is about his own visit and not hidden", async () => {
    const person = await shop.hire("technician");
    await shop.sql`update public.bookable_resources set user_id = ${person.id} where id = ${sam}`;
    await shop.sql`update public.bookings set ends_at = now() + interval '1 hour', starts_at = now() - interval '1 hour',
      window_starts_at = null, window_ends_at = null where id = ${visit.id}`;
    await finish();
    await customer.does("feedback", { overall: 4 });
    const { id } = await rating();
    const other = await shop.hire("technician");
    expect(await office("get_feedback", { id }, person)).toMatchObject({ overall: 4 });
    expect(await refusal(office("get_feedback", { id }, other))).toMatchObject({ code: "CO404" });
    expect(
      await refusal(
        office(
          "update_feedback",
          { id, expected_version: null, changes: { is_hidden: true, flag_reason: "No" } },
          person,
        ),
      ),
    ).toMatchObject({ code: "42501" });
    await office("update_feedback", {
      id,
      expected_version: null,
      changes: { is_hidden: true, flag_reason: "Rude" },
    });
    expect(await refusal(office("get_feedback", { id }, person))).toMatchObject({ code: "CO404" });
  });
});

describe("files", () => {
  const sum = (letter: string) => letter.repeat(64);
  const addFile = async (letter: string): Promise<string> => {
    const path = `${shop.orgId}/${sum(letter)}/original.jpg`;
    const [row] = await shop.sql<{ id: string }[]>`
      insert into public.file_storage (org_id, name, kind, state, mime, size_bytes, sha256, bucket, path, variants, stored_bytes, scanned_at)
      values (${shop.orgId}, ${`${letter}.jpg`}, 'image', 'ready', 'image/jpeg', 10, ${sum(letter)}, 'files', ${path},
        ${shop.sql.json({ original: { path, mime: "image/jpeg", size_bytes: 10, width: 1, height: 1 } })}, 10, now())
      returning id`;
    return row?.id ?? "";
  };
  const photo = async (booking: string, letter: string): Promise<string> => {
    const id = await addFile(letter);
    await shop.sql`insert into public.field_photos (org_id, booking_id, file_id, category, taken_at, sha256)
      values (${shop.orgId}, ${booking}, ${id}, 'after', now(), ${sum(letter)})`;
    return id;
  };
  const readable = (letter: string, who = customer): Promise<boolean> =>
    asIdentity(shop.sql, who.identity, async (tx) => {
      const [row] =
        await tx`select private.portal_reads_object(${`${shop.orgId}/${sum(letter)}/original.jpg`}) as may`;
      return row?.may as boolean;
    });

  test("of the visit are opened when it is done, and those of another visit never", async () => {
    const other = await bookedVisit(shop, await shop.hireResource("Tom"));
    const [own, theirs] = [await photo(visit.id, "a"), await photo(other.id, "b")];
    expect(await refusal(customer.does("file", { file_id: own }))).toMatchObject({ code: "CO404" });
    expect(await readable("a")).toBe(false);
    await finish();
    expect(await customer.does("file", { file_id: own })).toEqual({
      bucket: "files",
      path: `${shop.orgId}/${sum("a")}/original.jpg`,
      mime: "image/jpeg",
      name: "a.jpg",
      size: 10,
    });
    expect((await customer.state()).photos.map((each) => each.file_id)).toEqual([own]);
    const unknown = await refusal(customer.does("file", { file_id: randomUUID() }));
    expect(await refusal(customer.does("file", { file_id: theirs }))).toEqual(unknown);
    expect([await readable("a"), await readable("b")]).toEqual([true, false]);
  });

  test("need the scope, a live link and nothing removed", async () => {
    const own = await photo(visit.id, "c");
    await finish();
    await shop.sql`update public.field_photos set deleted_at = now() where file_id = ${own}`;
    expect(await refusal(customer.does("file", { file_id: own }))).toMatchObject({ code: "CO404" });
    await shop.sql`update public.field_photos set deleted_at = null where file_id = ${own}`;
    await shop.sql`update public.customer_portal_access set scopes = '{view}' where id = ${customer.link}`;
    expect(await readable("c")).toBe(false);
    expect((await customer.state()).photos).toEqual([]);
    expect((await customer.state()).report).toBeNull();
    await shop.sql`update public.customer_portal_access set scopes = '{view,files}' where id = ${customer.link}`;
    expect(await readable("c")).toBe(true);
    await shop.sql`update public.customer_portal_access set revoked_at = now() where id = ${customer.link}`;
    expect(await readable("c")).toBe(false);
  });

  test("the company's logo is shown before anything is done", async () => {
    const logo = await addFile("d");
    await shop.sql`update public.organizations set logo_file_id = ${logo} where id = ${shop.orgId}`;
    expect(await customer.does("file", { file_id: "logo" })).toMatchObject({ name: "d.jpg" });
    expect((await customer.state()).organization).toMatchObject({ has_logo: true });
  });
});

describe("the office's links", () => {
  type Made = {
    link: { id: string; views: number; tokens: number; has_code: boolean; version: number };
    token: string | null;
    access_code: string | null;
  };
  const make = (payload: object = {}, headers = {}) =>
    call<Answer<Made>>(shop.sql, shop.at(shop.owner, headers), "generate_portal_access", {
      payload: { booking_id: visit.id, ...payload },
    });

  test("show their text and code once; a repetition answers the same link without them", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const first = await make({ with_code: true }, headers);
    expect(first.data.token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(first.data.access_code).toMatch(/^[0-9]{6}$/);
    const again = await make({ with_code: true }, headers);
    expect(again).toMatchObject({ replayed: true, data: { token: null, access_code: null } });
    expect(again.data.link.id).toBe(first.data.link.id);
    const kept = await shop.sql`select answer::text as text from private.idempotency`;
    expect(kept.map((row) => String(row.text)).join()).not.toContain(first.data.token as string);
  });

  test("end at once when they are taken back, with what they kept free", async () => {
    await customer.does("hold", { starts_at: "2030-03-05T15:00:00Z" });
    await office("revoke_portal_access", { id: customer.link, expected_version: null });
    expect(await refusal(customer.state())).toMatchObject({ code: "CO410" });
    expect(await shop.periods(sam)).toEqual(["05 14:00 - 05 15:00"]);
    expect(
      await refusal(office("create_portal_token", { payload: { id: customer.link, purpose: "qr" } })),
    ).toMatchObject({ code: "CO410" });
  });

  test("are narrowed by their scopes and end, within reason", async () => {
    for (const wrong of [
      { scopes: ["everything"] },
      { scopes: "view" },
      { expires_at: new Date(0).toISOString() },
      { expires_at: "2099-01-01T00:00:00Z" },
    ]) {
      expect(await refusal(make(wrong))).toMatchObject({ code: "CO422" });
    }
    const { data } = await make({ scopes: ["message"] });
    expect(data.link).toMatchObject({ scopes: ["message", "view"], has_code: false, tokens: 1, views: 0 });
  });

  test("are sent to the address on file, where there is one", async () => {
    const send = () => office("send_portal_link", { payload: { id: customer.link } });
    expect(await refusal(send())).toMatchObject({
      code: "CO409",
      message: expect.stringContaining("message_refused"),
    });
    await shop.sql`update public.customers set email = 'ana@people.test' where id = ${shop.customerId}`;
    await send();
    const told =
      await shop.sql`select 1 from public.notification_intents where org_id = ${shop.orgId} and event = 'portal.link'`;
    expect(told).toHaveLength(1);
  });

  test("old secrets are swept a quarter of a year after a link's end, and no others", async () => {
    const rows = () =>
      shop.sql`select 1 from private.customer_portal_tokens where access_id = ${customer.link}`;
    await shop.sql`select ops.cleanup_expired_portal_access()`;
    expect(await rows()).toHaveLength(1);
    await shop.sql`update public.customer_portal_access set revoked_at = now() - interval '91 days' where id = ${customer.link}`;
    await shop.sql`select ops.cleanup_expired_portal_access()`;
    expect(await rows()).toHaveLength(0);
  });
});
