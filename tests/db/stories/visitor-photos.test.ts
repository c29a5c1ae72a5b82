import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import { bookWhole, countOf, visitorOf } from "./booking-page";
import type { Visitor } from "./booking-page";
import { call, callRows } from "./company";
import { openPlanning } from "./planning";
import type { Planning } from "./planning";
import { foundScheduling } from "./scheduling";
import type { Scheduling } from "./scheduling";

type Declared = { id: string; state: string; bucket: string; path: string; is_wanted: boolean };
type Page = { photos: { id: string; state: string }[] };
type Attachment = { id: string; file: { id: string; state: string }; category: string; caption: string };

const SUM = "b".repeat(64);
let base: Planning;
let acme: Scheduling;
let first: string;

beforeAll(async () => {
  base = await openPlanning();
});
beforeEach(async () => {
  acme = await foundScheduling(base);
  await acme.hireResource("Ann");
  first = (await visitorOf(acme).times()).data[0]?.starts_at ?? "";
});
afterAll(() => base.database.close());

const declare = (visitor: Visitor, more: object = {}) =>
  visitor.ask<Declared>("book_photo", {
    op_id: randomUUID(),
    name: "boiler.jpg",
    size_bytes: 1000,
    mime: "image/jpeg",
    sha256: SUM,
    ...more,
  });

/** What Storage's policy says to this visitor, with the row put in place where it says yes. */
const put = (visitor: Visitor, path: string): Promise<boolean> =>
  asIdentity(
    acme.sql,
    visitor.identity,
    (tx) => tx`insert into storage.objects (bucket_id, name) values ('uploads', ${path})`,
    { commit: true },
  ).then(
    () => true,
    () => false,
  );

const sent = (visitor: Visitor, op_id: string) =>
  visitor.ask<{ state: string }>("book_photo_sent", { op_id });

/** The whole way of a picture, to what the worker has still to look at. */
async function send(visitor: Visitor): Promise<Declared> {
  const declared = await declare(visitor);
  expect(await put(visitor, declared.path)).toBe(true);
  expect((await sent(visitor, declared.id)).state).toBe("uploaded");
  return declared;
}

const photosOf = async (visitor: Visitor) => (await visitor.ask<Page>("book_page")).photos;
const fileOf = ({ path }: Declared) => path.split("/")[1] ?? "";
const list = async (target: object, as = acme.owner): Promise<Attachment[]> =>
  (await callRows<{ value: Attachment }>(acme.sql, acme.at(as), "list_attachments", { target })).map(
    ({ value }) => value,
  );
const lastVisit = async (): Promise<string> => {
  const [row] = await acme.sql<{ id: string }[]>`
    select id from public.bookings where org_id = ${acme.orgId} order by created_at desc, id desc limit 1`;
  return row?.id ?? "";
};
const lastRequest = async () => {
  const [row] = await acme.sql<{ id: string; version: number }[]>`
    select id, version::int from public.booking_requests where org_id = ${acme.orgId} order by id desc limit 1`;
  if (!row) throw new Error("There is no request.");
  return row;
};
const decide = (request: { id: string; version: number }, more: object) =>
  call<{ data: { job_id: string } }>(acme.sql, acme.at(acme.owner), "decide_booking_request", {
    payload: { id: request.id, expected_version: request.version, ...more },
  });

describe("a picture", () => {
  test("is an attachment of the visit once the code is right, and of nothing before", async () => {
    const visitor = visitorOf(acme);
    const photo = await send(visitor);
    expect(await photosOf(visitor)).toMatchObject([{ id: photo.id, state: "uploaded" }]);
    await visitor.hold(first);
    await visitor.introduce();
    expect(await countOf(acme, "public.attachments")).toBe(0);
    await visitor.type(await visitor.knowCode());
    expect(await list({ booking_id: await lastVisit() })).toMatchObject([
      { file: { id: fileOf(photo) }, category: "photo", caption: "Sent with the booking", author: null },
    ]);
    expect(await photosOf(visitor)).toEqual([]);
    // Of another visit of the same browser it is no part again.
    await bookWhole(visitor, (await visitor.times()).data[0]?.starts_at ?? "");
    expect(await list({ booking_id: await lastVisit() })).toEqual([]);
  });

  test("outlives a time that ran out, and is part of the one that is booked instead", async () => {
    const visitor = visitorOf(acme);
    await visitor.hold(first);
    const photo = await send(visitor);
    await acme.sql`update public.booking_holds set expires_at = now() where org_id = ${acme.orgId}`;
    expect(await refusal(visitor.introduce())).toMatchObject({ code: "CO409", message: /^hold_expired/ });
    await bookWhole(visitor, (await visitor.times()).data[1]?.starts_at ?? "");
    expect((await list({ booking_id: await lastVisit() })).map(({ file }) => file.id)).toEqual([
      fileOf(photo),
    ]);
  });

  test("waits at the request, and goes to the first visit of what is planned of it", async () => {
    const visitor = visitorOf(acme);
    const photo = await send(visitor);
    await visitor.request();
    const request = await lastRequest();
    expect(await list({ booking_request_id: request.id })).toMatchObject([{ file: { id: fileOf(photo) } }]);
    const { job_id } = (await decide(request, { decision: "plan" })).data;
    expect(await list({ booking_request_id: request.id })).toHaveLength(1);
    const book = (starts_at: string, ends_at: string) =>
      call<{ data: { id: string } }>(acme.sql, acme.at(acme.owner), "create_booking", {
        payload: { job_id, starts_at, ends_at },
      });
    const one = (await book("2030-03-05T14:00:00Z", "2030-03-05T15:00:00Z")).data;
    const two = (await book("2030-03-06T14:00:00Z", "2030-03-06T15:00:00Z")).data;
    expect(await list({ booking_id: one.id })).toMatchObject([
      { file: { id: fileOf(photo) }, category: "photo", caption: "Sent with the booking" },
    ]);
    expect([await list({ booking_request_id: request.id }), await list({ booking_id: two.id })]).toEqual([
      [],
      [],
    ]);
  });

  test("of a declined request goes with it; what the office added stays", async () => {
    const visitor = visitorOf(acme);
    await send(visitor);
    await visitor.request();
    const request = await lastRequest();
    const [own] = await acme.sql<{ id: string }[]>`
      insert into public.file_storage (org_id, name, kind, mime, size_bytes, path, expires_at, created_by)
      values (${acme.orgId}, 'plan.pdf', 'document', 'application/pdf', 10, ${`${acme.orgId}/plan`},
        now() + interval '1 day', ${acme.owner.id})
      returning id`;
    await call(acme.sql, acme.at(acme.owner), "create_attachment", {
      payload: { booking_request_id: request.id, file_id: own?.id },
    });
    expect(await list({ booking_request_id: request.id })).toHaveLength(2);
    await decide(request, { decision: "decline", reason: "Too far" });
    expect((await list({ booking_request_id: request.id })).map(({ file }) => file.id)).toEqual([own?.id]);
  });

  test("still on its way stays behind", async () => {
    const visitor = visitorOf(acme);
    const late = await declare(visitor);
    await bookWhole(visitor, first);
    expect(await list({ booking_id: await lastVisit() })).toEqual([]);
    expect(await put(visitor, late.path)).toBe(true);
    expect((await sent(visitor, late.id)).state).toBe("uploaded");
  });
});

describe("nobody else", () => {
  test("sees, completes, takes back or attaches a visitor's picture", async () => {
    const [ana, eve] = [visitorOf(acme), visitorOf(acme)];
    const elsewhere = visitorOf(await foundScheduling(base));
    const open = await declare(ana);
    for (const other of [eve, elsewhere]) {
      expect(await put(other, open.path)).toBe(false);
      expect(await refusal(sent(other, open.id))).toMatchObject({ code: "CO404" });
      expect(await other.ask("book_photo_remove", { op_id: open.id })).toEqual({ removed: false });
      expect(await photosOf(other)).toEqual([]);
    }
    expect(await put(ana, open.path)).toBe(true);
    await sent(ana, open.id);
    // The same name for a picture of his own is another picture.
    const namesake = await declare(eve, { op_id: open.id });
    expect(namesake.path).not.toBe(open.path);
    await bookWhole(eve, first);
    expect(await countOf(acme, "public.attachments")).toBe(0);
    expect(await photosOf(ana)).toMatchObject([{ id: open.id }]);
    // The office knows nothing of it before it is part of something.
    const get = call(acme.sql, acme.at(acme.owner), "get_file", { file: fileOf(open) });
    expect(await refusal(get)).toMatchObject({ code: "CO404" });
    const attach = call(acme.sql, acme.at(acme.owner), "create_attachment", {
      payload: { booking_id: await lastVisit(), file_id: fileOf(open) },
    });
    expect(await refusal(attach)).toMatchObject({ code: "CO422", message: /^file_not_found/ });
  });

  test("puts bytes in place, twice, or under a name that was not declared", async () => {
    const visitor = visitorOf(acme);
    const photo = await declare(visitor);
    expect(await put(visitor, `${acme.orgId}/${randomUUID()}`)).toBe(false);
    expect(await refusal(sent(visitor, photo.id))).toMatchObject({ code: "CO409", message: /^not_uploaded/ });
    expect(await put(visitor, photo.path)).toBe(true);
    await sent(visitor, photo.id);
    expect(await put(visitor, photo.path)).toBe(false);
  });

  test("of another tenant or role reads a request's files", async () => {
    const visitor = visitorOf(acme);
    const photo = await send(visitor);
    await visitor.request();
    const target = { booking_request_id: (await lastRequest()).id };
    const other = await foundScheduling(base);
    const technician = await acme.hire("technician");
    const asked = (company: Scheduling, who: typeof technician) =>
      refusal(callRows(acme.sql, company.at(who), "list_attachments", { target }));
    expect(await asked(other, other.owner)).toMatchObject({ code: "CO404" });
    expect(await asked(acme, technician)).toMatchObject({ code: "42501" });
    const read = (who: typeof technician) =>
      asIdentity(acme.sql, acme.at(who), async (tx) => {
        const [row] = await tx<{ n: number }[]>`select count(*)::integer as n from public.attachments`;
        const file = await tx<{ value: object }[]>`select public.get_file(${fileOf(photo)}) as value`.catch(
          () => [],
        );
        return [row?.n, file.length];
      });
    expect(await read(acme.owner)).toEqual([1, 1]);
    expect((await read(technician).catch(() => [0, 0]))[0]).toBe(0);
  });
});

describe("limits", () => {
  test.each([
    [{ mime: "image/svg+xml" }, "unsupported_media_type"],
    [{ mime: "application/pdf" }, "unsupported_media_type"],
    [{ mime: undefined }, "unsupported_media_type"],
    [{ size_bytes: 4 * 1024 * 1024 + 1 }, "too_large"],
    [{ size_bytes: 0 }, "invalid"],
    [{ size_bytes: undefined }, "invalid"],
    [{ op_id: undefined }, "invalid"],
  ])("refuse %j", async (more, word) => {
    const answer = await refusal(declare(visitorOf(acme), more));
    expect(answer).toMatchObject({ code: "CO422" });
    expect(answer.message).toMatch(new RegExp(`^${word}:`));
    expect(await countOf(acme, "public.file_storage")).toBe(0);
  });

  test("let three in for one booking, also of five at once, and another one for one taken back", async () => {
    const visitor = visitorOf(acme);
    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => declare(visitor)));
    const made = answers.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    expect(made).toHaveLength(3);
    expect(await refusal(declare(visitor))).toMatchObject({ code: "CO409", message: /^too_many_photos/ });
    expect(await visitor.ask("book_photo_remove", { op_id: made[0]?.id })).toEqual({ removed: true });
    expect(await visitor.ask("book_photo_remove", { op_id: made[0]?.id })).toEqual({ removed: false });
    await declare(visitor);
    expect(await countOf(acme, "private.online_booking_photos")).toBe(3);
    expect(await countOf(acme, "public.file_storage")).toBe(3);
  });

  test("know the same picture again, and no other under its name", async () => {
    const visitor = visitorOf(acme);
    const op_id = randomUUID();
    const [one, two] = await Promise.all([declare(visitor, { op_id }), declare(visitor, { op_id })]);
    expect(two).toEqual(one);
    expect(await refusal(declare(visitor, { op_id, sha256: "c".repeat(64) }))).toMatchObject({
      code: "CO422",
      message: /^idempotency_mismatch/,
    });
    await put(visitor, one.path);
    await sent(visitor, op_id);
    expect((await sent(visitor, op_id)).state).toBe("uploaded");
    expect(await declare(visitor, { op_id })).toMatchObject({ state: "uploaded", is_wanted: false });
    await bookWhole(visitor, first);
    // What became part of a visit is the company's: its name is used up.
    expect(await refusal(declare(visitor, { op_id }))).toMatchObject({ message: /^idempotency_mismatch/ });
    expect(await visitor.ask("book_photo_remove", { op_id })).toEqual({ removed: false });
    expect(await list({ booking_id: await lastVisit() })).toHaveLength(1);
  });

  test("hold an address to twelve at once, and an organization to sixty a day that became nothing", async () => {
    const ip = randomUUID();
    for (let count = 0; count < 4; count += 1) {
      const visitor = visitorOf(acme, ip);
      for (let each = 0; each < 3; each += 1) await declare(visitor);
    }
    const next = visitorOf(acme, ip);
    expect(await refusal(declare(next))).toMatchObject({ code: "CO429", hint: /^\d+$/ });
    expect((await declare(visitorOf(acme))).is_wanted).toBe(true);
    await acme.sql`
      insert into private.online_booking_photos (org_id, visitor, ip_hash, op_id, file_id)
      select org_id, 'v' || n, 'x', gen_random_uuid(), file_id
      from (select org_id, file_id from private.online_booking_photos where org_id = ${acme.orgId} limit 1) as one,
        generate_series(1, 47) as n`;
    expect(await refusal(declare(visitorOf(acme)))).toMatchObject({ code: "CO429" });
    await acme.sql`update private.online_booking_photos set created_at = now() - interval '25 hours'
      where org_id = ${acme.orgId} and visitor like 'v%'`;
    expect((await declare(visitorOf(acme))).is_wanted).toBe(true);
  });

  test("are those of the organization's storage and its open page, too", async () => {
    const visitor = visitorOf(acme);
    const photo = await declare(visitor);
    await acme.sql`update public.organizations set quota_storage_bytes = 1500 where id = ${acme.orgId}`;
    expect(await refusal(declare(visitor))).toMatchObject({ code: "CO409", message: /^storage_quota/ });
    await acme.sql`update public.organizations set status = 'suspended' where id = ${acme.orgId}`;
    expect(await refusal(declare(visitor))).toMatchObject({ code: "CO404" });
    expect(await put(visitor, photo.path)).toBe(false);
  });

  test("ask for a cookie: who has none sends nothing", async () => {
    const visitor = visitorOf(acme);
    const claims = { ...visitor.identity.claims, role: "anon", book_visitor: undefined };
    const nobody = { ...visitor, identity: { ...visitor.identity, claims } } as Visitor;
    const payload = { op_id: randomUUID(), size_bytes: 10, mime: "image/jpeg" };
    const asked = call(acme.sql, nobody.identity, "book_photo", { payload });
    expect(await refusal(asked)).toMatchObject({ code: "42501" });
    expect(await put(nobody, `${acme.orgId}/${randomUUID()}`)).toBe(false);
  });
});

describe("what became nothing", () => {
  test("is swept away with its visitor, and what is part of a visit stays", async () => {
    const [left, came] = [visitorOf(acme), visitorOf(acme)];
    const gone = await send(left);
    const kept = await send(came);
    await bookWhole(came, first);
    await acme.sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update public.file_storage set updated_at = now() - interval '49 hours' where org_id = ${acme.orgId}`;
    });
    await acme.sql`select * from ops.sweep_files(3600, 100)`;
    const files = await acme.sql<{ id: string }[]>`
      select id from public.file_storage where org_id = ${acme.orgId}`;
    expect(files.map(({ id }) => id)).toEqual([fileOf(kept)]);
    expect(fileOf(gone)).not.toBe(fileOf(kept));
    expect(await photosOf(left)).toEqual([]);
    await acme.sql`update private.online_booking_photos set created_at = now() - interval '3 days' where org_id = ${acme.orgId}`;
    await acme.sql`select ops.sweep_online_bookings()`;
    expect(await countOf(acme, "private.online_booking_photos")).toBe(0);
    expect(await list({ booking_id: await lastVisit() })).toHaveLength(1);
  });

  test("is erased with the person, whatever became of the rest", async () => {
    const visitor = visitorOf(acme);
    await send(visitor);
    await bookWhole(visitor, first);
    await send(visitor);
    // What is planned is called off first, as erasing asks for.
    await acme.step(await acme.visit(await lastVisit()), "cancelled", { reason: "Moves away" });
    const asker = visitorOf(acme);
    await send(asker);
    await asker.request();
    const bystander = visitorOf(acme);
    const theirs = await send(bystander);
    const [customer] = await acme.sql<{ id: string }[]>`
      select j.customer_id as id from public.bookings as b join public.jobs as j on j.id = b.job_id
      where b.id = ${await lastVisit()}`;
    const answer = await call<{ data: { objects?: unknown } }>(
      acme.sql,
      acme.at(acme.owner),
      "erase_person",
      {
        payload: { kind: "customer", id: customer?.id, reason: "Asked for" },
      },
    );
    expect(answer.data).toBeTruthy();
    const files = await acme.sql<{ id: string }[]>`
      select id from public.file_storage where org_id = ${acme.orgId}`;
    expect(files.map(({ id }) => id)).toEqual([fileOf(theirs)]);
    expect(await countOf(acme, "public.attachments")).toBe(0);
    expect(await countOf(acme, "private.online_booking_photos")).toBe(1);
  });
});
