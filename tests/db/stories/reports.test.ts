import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ServiceReport, VisitReport } from "@/lib/service-reports/schema";
import { asIdentity, refusal } from "@/tests/support/database";
import { call } from "./company";
import { answerAll, foundField, signatureOf, sum } from "./field";
import type { Field, Phone } from "./field";
import { openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";

let base: Planning;
let field: Field;
let phone: Phone;
beforeAll(async () => {
  base = await openPlanning();
  field = await foundField(base);
  phone = field.phone();
});
afterAll(() => base.database.close());

const jobs = (report: string) => field.sql`
  select id from private.background_jobs
  where org_id = ${field.orgId} and kind = 'report_pdf' and payload ->> 'report_id' = ${report}`;
const seenBy = (user: Field["tech"], visit: Visit): Promise<VisitReport> =>
  call(field.sql, field.at(user), "get_visit_report", { id: visit.id });
const latest = async (visit: Visit): Promise<ServiceReport> => {
  const report = (await seenBy(field.tech, visit)).latest;
  if (!report) throw new Error("This visit has no PDF.");
  return report;
};

async function complete(visit: Visit): Promise<void> {
  const step = (to: string) => phone.op("booking.transition", visit.id, { to });
  await phone.send([step("en_route"), step("on_site")]);
  await answerAll(field, phone, visit);
  const results = await phone.send([
    phone.op("signature.add", randomUUID(), await signatureOf(phone, visit.id)),
    step("completed"),
  ]);
  expect(results.map(({ result }) => result)).toEqual(["applied", "applied"]);
}

/** What the worker does, without the drawing. */
async function make(report: string, meanwhile?: () => Promise<unknown>): Promise<boolean> {
  const [row] = await field.sql<{ wanted: { sum: string } | null }[]>`
    select ops.report_to_make(${field.orgId}, ${report}) as wanted`;
  if (!row?.wanted) return false;
  await meanwhile?.();
  const sha256 = sum(randomUUID());
  const facts = {
    name: "Service report.pdf",
    size_bytes: 1200,
    sha256,
    path: `${field.orgId}/${sha256}/original.pdf`,
    sum: row.wanted.sum,
    language: "en",
  };
  const [made] = await field.sql<{ done: boolean }[]>`
    select ops.report_made(${field.orgId}, ${report}, ${JSON.stringify(facts)}::text::jsonb) as done`;
  return made?.done ?? false;
}

describe("the report of a visit", () => {
  test("holds what was signed, and says whether it still is the same", async () => {
    const visit = await field.today();
    await complete(visit);
    const { document } = await seenBy(field.tech, visit);
    expect(document.report.checklist).toEqual([
      {
        name: "Boiler",
        answers: [
          { label: "Gas shut off", note: null, value: "yes" },
          { label: "Pressure", note: null, value: "2.5 bar" },
          { label: "Name plate", note: null, value: "1" },
          { label: "State", note: null, value: null },
        ],
      },
    ]);
    expect(document.visit).toMatchObject({ number: visit.number, status: "completed", outcome: "done" });
    expect(document.signature).toMatchObject({ signer_name: "Ana Ruiz", is_current: true });
    await phone.send([
      phone.op("note.add", randomUUID(), {
        booking_id: visit.id,
        body: "Filter changed",
        is_for_customer: true,
      }),
    ]);
    const later = await seenBy(field.tech, visit);
    expect(later.document.report.notes_for_customer).toEqual(["Filter changed"]);
    expect(later.document.signature).toMatchObject({ is_current: false });
  });

  test("speaks the customer's language, else the company's", async () => {
    const visit = await field.today();
    expect((await seenBy(field.tech, visit)).document.language).toBe("en");
    await field.sql`
      update public.customers as c set locale = 'de-AT'
      from public.jobs as j
      where j.org_id = ${field.orgId} and j.id = ${visit.job_id} and c.org_id = j.org_id and c.id = j.customer_id`;
    expect((await seenBy(field.tech, visit)).document.language).toBe("de");
    await field.sql`update public.customers set locale = null where org_id = ${field.orgId}`;
  });

  test("is seen by who sees the visit, and by nobody else", async () => {
    const visit = await field.today();
    expect(await refusal(seenBy(field.other, visit))).toMatchObject({ code: "CO404" });
    const make = call(field.sql, field.at(field.other), "make_visit_report", { payload: { id: visit.id } });
    expect(await refusal(make)).toMatchObject({ code: "CO404" });
  });
});

describe("its PDF", () => {
  test("is made once when the visit is completed, and seen by who sees the visit", async () => {
    const visit = await field.today();
    await complete(visit);
    const waiting = await latest(visit);
    expect(waiting).toMatchObject({ revision: 1, state: "pending", file_id: null });
    expect(await jobs(waiting.id)).toHaveLength(1);
    expect(await make(waiting.id)).toBe(true);
    const ready = await latest(visit);
    expect(ready).toMatchObject({ revision: 1, state: "ready", is_current: true });
    const file = { file: ready.file_id };
    expect(await call(field.sql, field.at(field.tech), "get_file", file)).toMatchObject({
      mime: "application/pdf",
    });
    expect(await refusal(call(field.sql, field.at(field.other), "get_file", file))).toMatchObject({
      code: "CO404",
    });
    expect(await make(waiting.id)).toBe(false);
  });

  test("says that the visit changed, and who asks gets a new one beside the old", async () => {
    const visit = await field.today();
    const payload = { id: visit.id };
    const asked = () => call(field.sql, field.at(field.tech), "make_visit_report", { payload });
    expect(await asked()).toMatchObject({ data: { revision: 1, state: "pending" } });
    expect(await asked()).toMatchObject({ data: { revision: 1, state: "pending" } });
    await make((await latest(visit)).id);
    await phone.send([phone.op("booking.transition", visit.id, { to: "en_route" })]);
    expect(await latest(visit)).toMatchObject({ revision: 1, is_current: false });
    expect(await asked()).toMatchObject({ data: { revision: 2, state: "pending" } });
  });

  test("is made again where the visit changed while it was made", async () => {
    const visit = await field.today();
    await call(field.sql, field.at(field.tech), "make_visit_report", { payload: { id: visit.id } });
    const first = await latest(visit);
    await make(first.id, () => phone.send([phone.op("booking.transition", visit.id, { to: "en_route" })]));
    const second = await latest(visit);
    expect(second).toMatchObject({ revision: 2, state: "pending" });
    expect(await jobs(second.id)).toHaveLength(1);
  });

  test("is made again when a photo arrives after the visit", async () => {
    const visit = await field.today();
    await complete(visit);
    await make((await latest(visit)).id);
    const [photo] = await field.sql<{ file_id: string }[]>`
      select file_id from public.field_photos where org_id = ${field.orgId} and booking_id = ${visit.id}`;
    const sha256 = sum("picture");
    const path = `${field.orgId}/${sha256}/original.jpg`;
    await field.sql`
      update public.file_storage
      set state = 'ready', bucket = 'files', path = ${path}, sha256 = ${sha256}, stored_bytes = 10,
        variants = ${field.sql.json({ original: { path } })}, scanned_at = now()
      where org_id = ${field.orgId} and id = ${photo?.file_id ?? ""}`;
    expect(await latest(visit)).toMatchObject({ revision: 2, state: "pending" });
    const [row] = await field.sql<{ wanted: { pictures: unknown } }[]>`
      select ops.report_to_make(${field.orgId}, ${(await latest(visit)).id}) as wanted`;
    expect(row?.wanted.pictures).toEqual([{ file_id: photo?.file_id, path }]);
  });

  test("that could not be made says so, and another may be asked for", async () => {
    const visit = await field.today();
    const ask = () =>
      call(field.sql, field.at(field.tech), "make_visit_report", { payload: { id: visit.id } });
    await ask();
    await field.sql`select ops.report_failed(${field.orgId}, ${(await latest(visit)).id}, 'no room')`;
    expect(await latest(visit)).toMatchObject({ revision: 1, state: "failed" });
    expect(await ask()).toMatchObject({ data: { revision: 2, state: "pending" } });
  });
});

describe("a logo", () => {
  const fileIn = async (orgId: string, state: "ready" | "pending"): Promise<string> => {
    const sha256 = sum(randomUUID());
    const path = `${orgId}/${sha256}/original.png`;
    const [row] = await field.sql<{ id: string }[]>`
      insert into public.file_storage
        (org_id, name, kind, state, mime, size_bytes, sha256, bucket, path, variants, stored_bytes, scanned_at, expires_at, created_by)
      values (${orgId}, 'logo.png', 'image', ${state}, 'image/png', 10, ${sha256},
        ${state === "ready" ? "files" : "uploads"}, ${path}, ${field.sql.json({ original: { path } })}, 10, now(), now(),
        ${orgId === field.orgId ? field.owner.id : null})
      returning id`;
    return row?.id ?? "";
  };
  const set = (file: string) =>
    asIdentity(
      field.sql,
      field.at(field.owner),
      (sql) =>
        sql`update public.organizations set logo_file_id = ${file} where id = ${field.orgId} returning id`,
      { commit: true },
    );

  test("is a checked picture of the company itself", async () => {
    expect(await refusal(set(await fileIn(field.orgId, "pending")))).toMatchObject({ code: "CO422" });
    expect(await refusal(set(await fileIn(base.orgId, "ready")))).toMatchObject({ code: "23503" });
    const logo = await fileIn(field.orgId, "ready");
    expect(await set(logo)).toHaveLength(1);
    expect(await call(field.sql, field.at(field.other), "get_file", { file: logo })).toMatchObject({
      id: logo,
    });
  });
});
