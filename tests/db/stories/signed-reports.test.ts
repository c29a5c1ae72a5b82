import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity } from "@/tests/support/database";
import { answerAll, foundField, signatureOf, sum } from "./field";
import type { Field, Phone } from "./field";
import { messagingOf } from "./messaging";
import type { Message, Messaging } from "./messaging";
import { openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";

const ADDRESS = "claire.m@example.test";

let base: Planning;
let field: Field;
let phone: Phone;
let mail: Messaging;
beforeAll(async () => {
  base = await openPlanning();
  field = await foundField(base);
  phone = field.phone();
  mail = messagingOf(field);
});
afterAll(() => base.database.close());

const waiting = async (visit: Visit): Promise<Message[]> =>
  (await mail.messages(visit)).filter(({ event }) => event === "report.signed");

/** Signed on the phone, then done: the picture of the signature is still on its way. */
async function signAndComplete(visit: Visit, email: string): Promise<{ opId: string; again: () => unknown }> {
  const step = (to: string) => phone.op("booking.transition", visit.id, { to });
  await phone.send([step("en_route"), step("on_site")]);
  await answerAll(field, phone, visit);
  const file = {
    id: randomUUID(),
    name: "ink.png",
    mime: "image/png",
    size_bytes: 10,
    sha256: sum(visit.id),
  };
  const signed = phone.op("signature.add", randomUUID(), await signatureOf(phone, visit.id, { email, file }));
  const results = await phone.send([signed, step("completed")]);
  expect(results.map(({ result }) => result)).toEqual(["applied", "applied"]);
  return { opId: signed.op_id, again: async () => (await phone.send([signed]))[0]?.result };
}

async function pictureArrives(visit: Visit): Promise<void> {
  const sha256 = sum(visit.id);
  const path = `${field.orgId}/${sha256}/original.png`;
  await field.sql`
    update public.file_storage
    set state = 'ready', bucket = 'files', path = ${path}, sha256 = ${sha256}, stored_bytes = 10,
      variants = ${field.sql.json({ original: { path } })}, scanned_at = now()
    where org_id = ${field.orgId} and declared_sha256 = ${sha256}`;
}

/** What the worker does with the newest PDF that waits, without the drawing. */
async function draw(visit: Visit): Promise<string> {
  const [row] = await field.sql<{ id: string; wanted: { sum: string } }[]>`
    select r.id, ops.report_to_make(${field.orgId}, r.id) as wanted
    from public.service_reports as r
    where r.org_id = ${field.orgId} and r.booking_id = ${visit.id} and r.state = 'pending'`;
  const sha256 = sum(randomUUID());
  const path = `${field.orgId}/${sha256}/original.pdf`;
  const facts = { name: "Report.pdf", size_bytes: 9, sha256, path, sum: row?.wanted.sum, language: "en" };
  await field.sql`
    select ops.report_made(${field.orgId}, ${row?.id ?? ""}, ${JSON.stringify(facts)}::text::jsonb)`;
  return path;
}

const attached = async ({ id }: { id: string }): Promise<{ signer: string; path: string } | null> => {
  const worker = { name: "worker", role: "callout_worker", claims: null } as const;
  const [row] = await asIdentity(
    field.sql,
    worker,
    (tx) => tx<{ report: { signer: string; path: string } | null }[]>`
      select ops.signed_report(${field.orgId}, ${id}) as report`,
  );
  return row?.report ?? null;
};
const remembered = async (): Promise<number> => {
  const [row] = await field.sql<{ count: number }[]>`
    select (select count(*) from public.offline_sync_queue where payload::text like ${`%${ADDRESS}%`})::int
      + (select count(*) from public.notification_intents where data::text like ${`%${ADDRESS}%`})::int as count`;
  return row?.count ?? -1;
};

describe("a signed report by mail", () => {
  test("leaves with the PDF that holds the signature, and not with an earlier one", async () => {
    const visit = await field.today();
    await signAndComplete(visit, ADDRESS.toUpperCase());
    await draw(visit);
    const [early] = await waiting(visit);
    expect(early?.status).toBe("waiting");
    expect(await mail.due(early ?? { id: "" })).toBeNull();
    await pictureArrives(visit);
    const path = await draw(visit);
    const [message] = await waiting(visit);
    const due = await mail.due(message ?? { id: "" });
    expect(due).toMatchObject({ event: "report.signed", to: ADDRESS, locale: "en", token: null });
    expect(await attached(message ?? { id: "" })).toMatchObject({ signer: "Ana Ruiz", path });
    await mail.sent(message ?? { id: "" });
    expect(await waiting(visit)).toMatchObject([{ status: "sent" }]);
  });

  test("goes to the address once, which nothing remembers afterwards", async () => {
    const visit = await field.today();
    const { again } = await signAndComplete(visit, ADDRESS);
    expect(await again()).toBe("applied");
    expect(await waiting(visit)).toHaveLength(1);
    await pictureArrives(visit);
    await draw(visit);
    const [message] = await waiting(visit);
    await mail.due(message ?? { id: "" });
    await mail.sent(message ?? { id: "" });
    expect(await remembered()).toBe(0);
    expect(await again()).toBe("applied");
    expect(await waiting(visit)).toHaveLength(1);
  });

  test("speaks the customer's language, also to one who wants no other messages", async () => {
    const visit = await field.today();
    await field.sql`
      update public.customers as c set locale = 'de', do_not_contact = true
      from public.jobs as j
      where j.org_id = ${field.orgId} and j.id = ${visit.job_id} and c.org_id = j.org_id and c.id = j.customer_id`;
    await signAndComplete(visit, ADDRESS);
    await pictureArrives(visit);
    await draw(visit);
    const [message] = await waiting(visit);
    expect(await mail.due(message ?? { id: "" })).toMatchObject({ to: ADDRESS, locale: "de" });
    await field.sql`update public.customers set locale = null, do_not_contact = false where org_id = ${field.orgId}`;
  });

  test("is not promised to what is no address, nor to somebody who did not sign", async () => {
    const visit = await field.today();
    const bad = await signatureOf(phone, visit.id, { email: "claire at home" });
    const nobody = {
      kind: "absent",
      signer_name: null,
      file: undefined,
      absent_reason: "Away",
      email: ADDRESS,
    };
    const results = await phone.send([
      phone.op("signature.add", randomUUID(), bad),
      phone.op("signature.add", randomUUID(), await signatureOf(phone, visit.id, nobody)),
    ]);
    expect(results.map(({ result, code }) => `${result} ${code ?? ""}`)).toEqual([
      "rejected invalid",
      "rejected invalid",
    ]);
    expect(await waiting(visit)).toEqual([]);
  });
});
