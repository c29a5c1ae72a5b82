import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, callRows } from "./company";
import type { Answer } from "./company";
import { between, foundPlanning, openPlanning } from "./planning";
import type { Planning } from "./planning";

let base: Planning;
beforeAll(async () => {
  base = await openPlanning();
});
afterAll(() => base.database.close());

type Numbering = { version: number } & Record<string, string | number>;
let count = 0;
const found = () => foundPlanning(base, `Numbers ${(count += 1)}`);
const change = (shop: Planning, changes: object, by: TestUser = shop.owner, version: number | null = null) =>
  call<Answer<Numbering>>(shop.sql, shop.at(by), "update_numbering", { expected_version: version, changes });
const find = async (shop: Planning, query: string): Promise<string[]> =>
  (
    await callRows<{ kind: string; title: string }>(shop.sql, shop.at(shop.owner), "search_all", {
      query,
      per_kind: 5,
    })
  ).map(({ title }) => title.split(" ")[0] ?? "");

describe("numbers", () => {
  test("go on as shipped, and from another one with other letters once they are chosen", async () => {
    const shop = await found();
    expect((await shop.job()).number).toBe("J-1001");
    const { data } = await change(shop, { job_prefix: "NH", job_next: 70_001 });
    expect(data).toMatchObject({ job_prefix: "NH", job_next: 70_001, booking_prefix: "V" });
    expect([(await shop.job()).number, (await shop.job()).number]).toEqual(["NH-70001", "NH-70002"]);
    expect((await shop.plan(between("10:00", "11:00"))).number).toMatch(/^V-\d+$/);
    const rows =
      await shop.sql`select number from public.jobs where org_id = ${shop.orgId} order by created_at`;
    expect(rows[0]?.number).toBe("J-1001");
  });

  test("of other letters go on where these letters ended, and never are given twice", async () => {
    const shop = await found();
    for (let made = 0; made < 3; made += 1) await shop.job();
    await change(shop, { job_prefix: "NH", job_next: 1 });
    expect((await shop.job()).number).toBe("NH-1");
    expect(await refusal(change(shop, { job_prefix: "J", job_next: 1002 }))).toMatchObject({
      code: "CO422",
      hint: "job_next",
      message: "numbers_taken: Numbers from here on are given already.",
    });
    await change(shop, { job_prefix: "J" });
    expect((await shop.job()).number).toBe("J-1004");
    expect((await refusal(change(shop, { job_next: 1004 }))).message).toContain("numbers_taken");
  });

  test("wait for whoever is just taking one, whose number counts", async () => {
    const shop = await found();
    // The counters are there before: a writer who makes them holds everybody up by that alone.
    await change(shop, { job_next: 5000 });
    const payload = {
      customer_id: shop.customerId,
      property_id: shop.propertyId,
      title: "Boiler",
      priority: "normal",
    };
    const answer = await asIdentity(
      shop.sql,
      shop.at(shop.owner),
      async (tx) => {
        await tx`select public.create_job(${tx.json(payload)})`;
        const waiting = refusal(change(shop, { job_next: 4000 }));
        await tx`select pg_sleep(0.3)`;
        return { waiting };
      },
      { commit: true },
    );
    expect((await answer.waiting).message).toContain("numbers_taken");
    expect((await shop.job()).number).toBe("J-5001");
  });
});

describe("letters", () => {
  test("belong to one kind of record for good", async () => {
    const shop = await found();
    await shop.job();
    expect(await refusal(change(shop, { booking_prefix: "J" }))).toMatchObject({
      code: "CO422",
      hint: "booking_prefix",
      message: expect.stringContaining("prefix_taken"),
    });
    await change(shop, { job_prefix: "NH" });
    expect((await refusal(change(shop, { booking_prefix: "J" }))).message).toContain("prefix_taken");
    await change(shop, { request_prefix: "ASK" });
    await change(shop, { booking_prefix: "R" });
    expect((await shop.plan(between("10:00", "11:00"))).number).toBe("R-2001");
  });

  test("are one to five capital ones, changed by who may change settings and not over somebody else's change", async () => {
    const shop = await found();
    for (const job_prefix of ["", "j", "TOOLONG", "J-", "J1", "Ä"])
      expect(await refusal(change(shop, { job_prefix }))).toMatchObject({
        code: "CO422",
        hint: "job_prefix",
      });
    for (const job_next of [0, -5, 1_000_000_000])
      expect(await refusal(change(shop, { job_next }))).toMatchObject({ code: "CO422", hint: "job_next" });
    const dispatcher = await shop.hire("dispatcher");
    expect((await refusal(change(shop, { job_prefix: "NH" }, dispatcher))).code).toBe("42501");
    const { version } = await call<Numbering>(shop.sql, shop.at(dispatcher), "get_numbering", {});
    await change(shop, { job_prefix: "NH" }, shop.owner, version);
    expect((await refusal(change(shop, { job_prefix: "XY" }, shop.owner, version))).code).toBe("CO412");
  });

  test("of today and of before are found, typed with and without them", async () => {
    const shop = await found();
    const before = await shop.plan(between("10:00", "11:00"));
    await change(shop, { booking_prefix: "T", booking_next: 9_001, job_prefix: "NH" });
    const after = await shop.plan(between("12:00", "13:00"));
    expect(after.number).toBe("T-9001");
    expect(await find(shop, before.number)).toContain(before.number);
    for (const typed of ["T-9001", "t9001", "9001"]) expect(await find(shop, typed)).toContain("T-9001");
  });
});
