import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { visitorOf } from "./booking-page";
import { call } from "./company";
import type { Company } from "./company";
import { messagingOf } from "./messaging";
import { openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";
import { bookedVisit, openLink, tokenOf } from "./portal";
import { explain, give, makeRole, rightsOf } from "./rights";
import { foundScheduling } from "./scheduling";
import type { Scheduling } from "./scheduling";

let base: Planning;
beforeAll(async () => {
  base = await openPlanning();
});
afterAll(() => base.database.close());

type Place = Pick<Company, "sql" | "orgId" | "at" | "owner">;
const turn = (company: Place, feature: string, isOn: boolean, by: TestUser = company.owner) =>
  call(company.sql, company.at(by), "update_settings", {
    expected_version: null,
    changes: { features: { [feature]: isOn } },
  });
const readsOf = (company: Place, user: TestUser, relation: string): Promise<number> =>
  asIdentity(company.sql, company.at(user), async (tx) => {
    const rows = await tx.unsafe(`select from public.${relation}`);
    return rows.length;
  });

describe("a part that is switched off", () => {
  test("is nobody's right: menu, functions and tables agree, its data stays and comes back", async () => {
    const shop = await foundScheduling(base);
    await call(shop.sql, shop.at(shop.owner), "create_department", { payload: { name: "North" } });
    expect(await readsOf(shop, shop.owner, "departments")).toBe(1);
    await turn(shop, "departments", false);
    expect(await rightsOf(shop, shop.owner)).not.toHaveProperty("departments");
    expect(await rightsOf(shop, shop.owner)).toHaveProperty("customers");
    expect(await readsOf(shop, shop.owner, "departments")).toBe(0);
    const asked = call(shop.sql, shop.at(shop.owner), "create_department", { payload: { name: "South" } });
    expect(await refusal(asked)).toMatchObject({
      code: "42501",
      message: "feature_off: This part is switched off here.",
      hint: "departments",
    });
    const me = await call<{ organization: { features: Record<string, boolean> } }>(
      shop.sql,
      shop.at(shop.owner),
      "get_me",
      {},
    );
    expect(me.organization.features).toEqual({
      customer_links: true,
      departments: false,
      feedback: true,
      imports: true,
      messages: true,
      online_booking: true,
    });
    await turn(shop, "departments", true);
    expect(await readsOf(shop, shop.owner, "departments")).toBe(1);
  });

  test("is off for one company and by who may change its settings", async () => {
    const [one, other] = [await foundScheduling(base), await foundScheduling(base)];
    await turn(one, "feedback", false);
    expect(await rightsOf(other, other.owner)).toHaveProperty("feedback");
    const dispatcher = await one.hire("dispatcher");
    const tried = turn(one, "feedback", true, dispatcher);
    expect(await refusal(tried)).toMatchObject({ code: "42501", hint: "settings:update" });
    expect(await refusal(turn(one, "visits", false))).toMatchObject({ code: "CO422" });
  });

  test("says so to who asks why, and no grant opens it", async () => {
    const shop = await foundScheduling(base);
    const ana = await shop.hire("viewer");
    const right = { resource: "feedback", permission: "read" };
    await give(shop, shop.owner, ana, right);
    await turn(shop, "feedback", false);
    const why = await explain(shop, shop.owner, ana, "read", "feedback");
    expect(why).toMatchObject({ scope: null, decided_by: { kind: "feature", name: "feedback" } });
    expect(await rightsOf(shop, ana)).not.toHaveProperty("feedback");
    await turn(shop, "feedback", true);
    expect(await explain(shop, shop.owner, ana, "read", "feedback")).toMatchObject({ scope: "all" });
  });

  test("is no way to give what one does not hold", async () => {
    const shop = await foundScheduling(base);
    const admin = await shop.hire("admin");
    await give(shop, shop.owner, admin, { resource: "feedback", permission: "read", effect: "deny" });
    await turn(shop, "feedback", false);
    const made = makeRole(shop, admin, "Reads ratings", { feedback: { read: "all" } });
    expect((await refusal(made)).message).toContain("grant_above_own");
    await makeRole(shop, shop.owner, "Reads ratings", { feedback: { read: "all" } });
  });
});

describe("for customers and strangers", () => {
  let shop: Scheduling;
  let visit: Visit;
  beforeAll(async () => {
    shop = await foundScheduling(base);
    visit = await bookedVisit(shop, await shop.hireResource("Sam Porter"));
    await shop.sql`update public.customers set email = 'ana@ruiz.test' where id = ${shop.customerId}`;
  });

  test("a link has ended until links are switched on again, and mails carry none", async () => {
    const customer = await openLink(shop, visit);
    await turn(shop, "customer_links", false);
    expect(await refusal(customer.state())).toMatchObject({ code: "CO410" });
    expect(await tokenOf(shop, visit)).toBe("");
    await turn(shop, "customer_links", true);
    expect((await customer.state()).visit.number).toBe(visit.number);
  });

  test("nobody rates a visit where ratings are switched off", async () => {
    const customer = await openLink(shop, visit);
    await turn(shop, "feedback", false);
    const given = customer.does("feedback", { overall: 5 });
    expect(await refusal(given)).toMatchObject({ code: "42501", hint: "portal:feedback" });
    expect((await customer.state()).may.feedback).toBe(false);
    await turn(shop, "feedback", true);
    expect(await refusal(customer.does("feedback", { overall: 5 }))).toMatchObject({ code: "CO409" });
  });

  test("the booking page is not there, whatever else is set for it", async () => {
    const visitor = visitorOf(shop);
    await turn(shop, "online_booking", false);
    expect(await refusal(visitor.ask("book_page"))).toMatchObject({ code: "CO404" });
    await turn(shop, "online_booking", true);
    expect(await visitor.ask("book_page")).toHaveProperty("services");
  });

  test("no message leaves, and none is sent late when they are switched on again", async () => {
    const mail = messagingOf(shop);
    const told = await bookedVisit(shop, await shop.hireResource("Dana Reyes"));
    await turn(shop, "messages", false);
    expect(await mail.sendAll(told)).toEqual([]);
    expect(await mail.messages(told)).toMatchObject([{ status: "withdrawn", reason: "switched_off" }]);
    await turn(shop, "messages", true);
    expect(await mail.sendAll(told)).toEqual([]);
  });
});

describe("work under way", () => {
  test("of the part is stopped with it, other work goes on", async () => {
    const shop = await foundScheduling(base);
    const start = async (kind: string): Promise<string> => {
      const [row] = await shop.sql<{ id: string }[]>`
        select (private.start_batch_operation(${shop.orgId}, ${kind}, '{}', 10)).id`;
      return row?.id ?? "";
    };
    const [stopped, other] = [await start("customer_import"), await start("customer_export")];
    await turn(shop, "imports", false);
    const rows = await shop.sql`
      select id, status from public.batch_operations where id in (${stopped}, ${other}) order by status`;
    expect([...rows]).toEqual([
      { id: stopped, status: "cancelled" },
      { id: other, status: "queued" },
    ]);
  });
});
