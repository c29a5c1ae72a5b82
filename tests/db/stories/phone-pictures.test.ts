import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { visit as visitSchema } from "@/lib/sync/schema";
import { call } from "./company";
import { foundField } from "./field";
import type { Field, Phone, Polled } from "./field";
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

const told = ({ changes }: Polled): string[] => changes.map(({ id }) => id);

/** A checked picture, or what `more` says of it, that the office has attached. */
async function attach(
  visit: Visit,
  kind = "image",
  state = "ready",
): Promise<{ id: string; fileId: string }> {
  const { sql, orgId, owner } = field;
  const sum = randomUUID().replaceAll("-", "").padEnd(64, "0");
  const path = `${orgId}/${sum}/original.jpg`;
  const isReady = state === "ready";
  const [file] = await sql<{ id: string }[]>`
    insert into public.file_storage
      (org_id, name, kind, state, mime, size_bytes, sha256, bucket, path, variants, stored_bytes, scanned_at)
    values (${orgId}, 'a', ${kind}, ${state}, ${kind === "image" ? "image/jpeg" : "application/pdf"}, 10,
      ${isReady ? sum : null}, ${isReady ? "files" : "uploads"}, ${path},
      ${sql.json(isReady ? { original: { path } } : {})}, ${isReady ? 10 : 0}, ${isReady ? new Date() : null})
    returning id`;
  const [row] = await sql<{ id: string }[]>`
    insert into public.attachments (org_id, file_id, booking_id, category, caption, created_by)
    values (${orgId}, ${file?.id ?? ""}, ${visit.id}, 'photo', 'The boiler', ${owner.id}) returning id`;
  return { id: row?.id ?? "", fileId: file?.id ?? "" };
}

test("pictures attached to a visit are on the phones of who goes there, and on nobody else's", async () => {
  const mine = await field.today();
  const theirs = await field.today({}, field.max);
  const other = await attach(theirs);
  const { id, fileId } = await attach(mine);
  await attach(mine, "document");
  const held = await phone.visit(mine.id);
  expect(held.pictures).toEqual([{ id, file_id: fileId, caption: "The boiler" }]);
  expect(visitSchema.parse(held).pictures).toHaveLength(1);
  expect(JSON.stringify(await phone.poll())).not.toContain(other.fileId);
  expect((await field.phone(field.other).visit(theirs.id)).pictures).toHaveLength(1);
});

test("a visit without pictures is told as it was before, and one anew when one comes, is ready or goes", async () => {
  const plain = await field.today();
  expect(await phone.visit(plain.id)).not.toHaveProperty("pictures");
  let { known } = await phone.poll();
  const { id, fileId } = await attach(plain, "image", "uploaded");
  expect(told(await phone.poll(known))).toEqual([]);
  await field.sql`
    update public.file_storage set state = 'ready', bucket = 'files', sha256 = ${"d".repeat(64)}, scanned_at = now(),
      stored_bytes = 10, variants = '{"original": {}}' where id = ${fileId}`;
  let answer = await phone.poll(known);
  expect(told(answer)).toEqual([plain.id]);
  ({ known } = answer);
  expect(told(await phone.poll(known))).toEqual([]);
  await call(field.sql, field.at(field.owner), "delete_attachment", {
    attachment: id,
    expected_version: null,
  });
  answer = await phone.poll(known);
  expect(told(answer)).toEqual([plain.id]);
  expect(await phone.visit(plain.id)).not.toHaveProperty("pictures");
});

test("of many the latest twelve are carried, in the order they came", async () => {
  const visit = await field.today();
  const made: string[] = [];
  for (let count = 0; count < 13; count += 1) made.push((await attach(visit)).id);
  const held = await phone.visit(visit.id);
  expect(held.pictures?.map(({ id }) => id)).toEqual(made.slice(1));
});

test("who may read no attachments has none on his phone", async () => {
  const visit = await field.today();
  await attach(visit);
  const { known } = await phone.poll();
  const rights = await field.sql`
    delete from public.role_permissions
    where org_id = ${field.orgId} and role = 'technician' and resource = 'attachments' returning *`;
  try {
    expect(told(await phone.poll(known))).toContain(visit.id);
    expect(await phone.visit(visit.id)).not.toHaveProperty("pictures");
  } finally {
    await field.sql`insert into public.role_permissions ${field.sql(rights)}`;
  }
});
