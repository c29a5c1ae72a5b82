import { afterAll, beforeAll, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, callRows, createCustomer, foundCompany, openCompany } from "./company";
import type { Company, CustomerRow } from "./company";

let acme: Company;
let other: Omit<Company, "database">;
let viewer: TestUser;
let ana: CustomerRow;

beforeAll(async () => {
  acme = await openCompany();
  other = await foundCompany(acme.sql, "Other Heating");
  viewer = await acme.hire("viewer");
  ana = await createCustomer(acme, { first_name: "Ana", last_name: "Ruiz" });
});
afterAll(() => acme.database.close());

type Consent = { id: string; purpose: string; is_given: boolean; source: string; note: string | null };
const list = async (as: TestUser = acme.owner, customer = ana.id) =>
  (await callRows<{ value: Consent }>(acme.sql, acme.at(as), "list_consents", { customer })).map(
    ({ value }) => value,
  );
const say = (
  purpose: string,
  is_given: boolean,
  more: Record<string, unknown> = {},
  as: TestUser = acme.owner,
) =>
  call<{ status: number; data: Consent }>(acme.sql, acme.at(as), "create_consent", {
    payload: { customer_id: ana.id, purpose, is_given, source: "phone", ...more },
  });
const switchOf = async () =>
  (await acme.sql`select message_consent from public.customers where id = ${ana.id}`)[0]
    ?.message_consent as boolean;
const change = (to: boolean) =>
  asIdentity(
    acme.sql,
    acme.at(acme.owner),
    (tx) =>
      tx`update public.customers set message_consent = ${to}, message_consent_source = 'by phone' where id = ${ana.id}`,
    { commit: true },
  );

test("what a customer says is a line with who, when and how, and stands in the customer's history", async () => {
  expect((await say("photos", true, { note: "For the website" })).status).toBe(201);
  expect(await list()).toMatchObject([
    {
      purpose: "photos",
      is_given: true,
      source: "phone",
      note: "For the website",
      recorded_by: { id: acme.owner.id },
    },
  ]);
  const [last] = await callRows<{ value: Record<string, unknown> }>(
    acme.sql,
    acme.at(acme.owner),
    "list_changes",
    {
      entity: "customer",
      entity_id: ana.id,
    },
  );
  expect(last?.value).toMatchObject({
    changed: ["consent_photos"],
    old: { consent_photos: false },
    new: { consent_photos: true },
  });
});

test("the switch for messages follows what was said, and says itself what was switched, once", async () => {
  await say("messages", true);
  expect(await switchOf()).toBe(true);
  await change(false);
  expect(await switchOf()).toBe(false);
  await change(true);
  const messages = (await list()).filter(({ purpose }) => purpose === "messages");
  expect(messages.map(({ is_given, source, note }) => [is_given, source, note])).toEqual([
    [true, "other", "by phone"],
    [false, "other", null],
    [true, "phone", null],
  ]);
});

test("an older word that is written down later does not change what holds", async () => {
  await say("messages", true);
  await say("messages", false, { decided_at: "2020-01-01T00:00:00Z", source: "paper" });
  expect(await switchOf()).toBe(true);
});

test("is refused for a later time, another purpose and a role that may not change customers", async () => {
  expect(await refusal(say("photos", true, { decided_at: "2999-01-01T00:00:00Z" }))).toMatchObject({
    code: "23514",
  });
  expect(await refusal(say("anything", true))).toMatchObject({ code: "23514" });
  expect(await refusal(say("photos", false, {}, viewer))).toMatchObject({ code: "42501" });
  expect(await list(viewer)).not.toEqual([]);
  const strange = callRows(acme.sql, other.at(other.owner), "list_consents", { customer: ana.id });
  expect(await refusal(strange)).toMatchObject({ code: "CO404" });
});

test("is added to and never changed, not by the owner", async () => {
  for (const statement of [
    "update public.consent_records set is_given = true",
    "delete from public.consent_records",
    `insert into public.consent_records (org_id, customer_id, purpose, is_given, source)
     values ('${acme.orgId}', '${ana.id}', 'photos', true, 'phone')`,
  ])
    expect(
      await refusal(asIdentity(acme.sql, acme.at(acme.owner), (tx) => tx.unsafe(statement))),
    ).toMatchObject({
      code: "42501",
    });
});
