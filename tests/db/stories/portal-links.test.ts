import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import { between, openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";
import { bookedVisit, customerOf, ending, gate, linkIdentity, openLink, tokenOf } from "./portal";
import type { Customer, Opened } from "./portal";
import { foundScheduling } from "./scheduling";
import type { Scheduling } from "./scheduling";

let base: Planning;
let shop: Scheduling;
let sam: string;
let visit: Visit;
let token: string;
let customer: Customer;

beforeAll(async () => {
  base = await openPlanning();
});
afterAll(() => base.database.close());

/** A company of its own, one visit, one opened link. */
async function start(): Promise<void> {
  shop = await foundScheduling(base);
  sam = await shop.hireResource("Sam Porter");
  visit = await bookedVisit(shop, sam);
  token = await tokenOf(shop, visit);
  customer = customerOf(shop, await gate<Opened>(shop, "gate_portal_open", { token }));
}

const open = (text: string, context: object = {}) =>
  gate<Record<string, unknown> | null>(shop, "gate_portal_open", { token: text, context });
const session = (link: string, secret: string) =>
  gate<Record<string, unknown> | null>(shop, "gate_portal_session", { link_id: link, secret });

describe("a link is exchanged for a session", () => {
  beforeAll(start);

  test("a token opens its visit, and only as often as sessions are made for it", async () => {
    expect(await open(token)).toMatchObject({
      state: "open",
      link_id: customer.link,
      org_id: shop.orgId,
      locale: "en-US",
      max_age_s: 43_200,
      organization: { name: expect.any(String), has_logo: false },
    });
    expect((await customer.state()).visit.number).toBe(visit.number);
  });

  test("nothing of a token or secret is kept but its hash and six characters", async () => {
    const rows = await shop.sql`select to_jsonb(t)::text as row from private.customer_portal_tokens as t
      union all select to_jsonb(s)::text from private.portal_sessions as s`;
    const text = rows.map((row) => String(row.row)).join("\n");
    expect(text).not.toContain(token);
    expect(text).not.toContain(customer.secret);
    expect(text).toContain(token.slice(0, 6));
  });

  test("an unknown, a changed and a malformed token are null alike", async () => {
    const changed = (token.startsWith("A") ? "B" : "A") + token.slice(1);
    for (const text of [changed, token.slice(1), `${token}x`, "", "'; drop table x; --"]) {
      expect(await open(text)).toBeNull();
    }
  });

  test("a look at the address alone makes no session", async () => {
    const count = () => shop.sql`select count(*)::int as n from private.portal_sessions`;
    const [before] = await count();
    expect(await open(token, { peek: true })).toMatchObject({
      state: "open",
      secret: null,
      session_id: null,
    });
    const [after] = await count();
    expect(after?.n).toBe(before?.n);
  });

  test("opened by previews it is neither used up nor counted as seen", async () => {
    for (let time = 0; time < 5; time++) expect(await open(token)).toMatchObject({ state: "open" });
    const views = () =>
      shop.sql`select 1 from public.customer_portal_views where access_id = ${customer.link}`;
    expect(await views()).toHaveLength(0);
    await customer.does("seen");
    await customer.does("seen");
    expect(await views()).toHaveLength(1);
  });

  test("a link keeps fifty sessions at most", async () => {
    const other = await bookedVisit(shop, await shop.hireResource("Uma"));
    const text = await tokenOf(shop, other);
    for (let time = 0; time < 52; time++) await open(text);
    const [row] = await shop.sql`
      select count(*)::int as n from private.portal_sessions as s
      join public.customer_portal_access as a on a.id = s.access_id where a.booking_id = ${other.id}`;
    expect(row?.n).toBe(50);
  });

  test("a cookie opens its own link and no other, for twelve hours", async () => {
    const other = await openLink(shop, await bookedVisit(shop, await shop.hireResource("Tom")));
    expect(await session(customer.link, customer.secret)).toMatchObject({ state: "open", needs_code: false });
    expect(await session(customer.link, other.secret)).toBeNull();
    expect(await session(other.link, customer.secret)).toBeNull();
    expect(await session(randomUUID(), customer.secret)).toBeNull();
    expect(await session(customer.link, "x".repeat(43))).toBeNull();
    await shop.sql`update private.portal_sessions set expires_at = now() - interval '1 second' where id = ${other.session}`;
    expect(await session(other.link, other.secret)).toBeNull();
    expect(await refusal(other.state())).toMatchObject({ code: "42501" });
  });

  test("each message has a token of its own, and all of them lead to one link", async () => {
    const [first, second] = [await tokenOf(shop, visit), await tokenOf(shop, visit)];
    expect(first).not.toBe(second);
    expect(await open(first)).toMatchObject({ link_id: customer.link });
    expect(await open(second)).toMatchObject({ link_id: customer.link });
    expect(await open(token)).toMatchObject({ link_id: customer.link });
  });

  test("two who make a visit's first link at once make one", async () => {
    const fresh = await bookedVisit(shop, await shop.hireResource("Ria"));
    await Promise.all([tokenOf(shop, fresh), tokenOf(shop, fresh), tokenOf(shop, fresh)]);
    const links = await shop.sql`select 1 from public.customer_portal_access where booking_id = ${fresh.id}`;
    expect(links).toHaveLength(1);
  });

  test("a link lasts a month beyond its visit; sending it again after a move lengthens it, the move does not", async () => {
    const until = async () =>
      (await shop.sql`select expires_at from public.customer_portal_access where id = ${customer.link}`)[0]
        ?.expires_at as Date;
    expect((await until()).toISOString()).toBe("2030-04-04T15:00:00.000Z");
    visit = await shop.change(await shop.visit(visit.id), between("14:00", "15:00", 12));
    expect((await until()).toISOString()).toBe("2030-04-04T15:00:00.000Z");
    await tokenOf(shop, visit);
    expect((await until()).toISOString()).toBe("2030-04-11T15:00:00.000Z");
  });
});

describe("a link that has ended", () => {
  beforeAll(start);

  const ended = { state: "ended", link_id: expect.any(String), organization: { name: expect.any(String) } };
  const expectEnded = async (who: Customer, text: string) => {
    expect(await open(text)).toMatchObject(ended);
    expect(await open(text)).not.toHaveProperty("secret");
    expect(await session(who.link, who.secret)).toMatchObject({ state: "ended" });
    expect(await refusal(who.state())).toMatchObject({
      code: "CO410",
      message: "link_ended: This link has ended.",
    });
    for (const action of [
      "seen",
      "confirm",
      "hold",
      "reschedule",
      "cancel",
      "message",
      "feedback",
      "code",
      "file",
      "slots",
    ]) {
      expect(await refusal(who.does(action))).toMatchObject({ code: "CO410" });
    }
  };
  const fresh = async (): Promise<[Customer, string, Visit]> => {
    const booked = await bookedVisit(shop, await shop.hireResource(randomUUID()));
    const text = await tokenOf(shop, booked);
    return [customerOf(shop, await gate<Opened>(shop, "gate_portal_open", { token: text })), text, booked];
  };

  test("revoked, it ends at once for open sessions as well", async () => {
    const [who, text] = await fresh();
    await shop.sql`update public.customer_portal_access set revoked_at = now() where id = ${who.link}`;
    await expectEnded(who, text);
  });

  test("expired, it has ended", async () => {
    const [who, text] = await fresh();
    await shop.sql`update public.customer_portal_access set expires_at = now() where id = ${who.link}`;
    await expectEnded(who, text);
  });

  test("an erased customer's links have ended, and so have those of a job that is another customer's now", async () => {
    const [who, text, booked] = await fresh();
    await shop.sql`update public.customers set erased_at = now() where id = ${shop.customerId}`;
    await expectEnded(who, text);
    await shop.sql`update public.customers set erased_at = null where id = ${shop.customerId}`;
    expect(await session(who.link, who.secret)).toMatchObject({ state: "open" });
    await shop.sql`update public.customers set deleted_at = now() where id = ${shop.customerId}`;
    await expectEnded(who, text);
    await shop.sql`update public.customers set deleted_at = null where id = ${shop.customerId}`;
    const [other] =
      await shop.sql`insert into public.customers (org_id, kind, first_name) values (${shop.orgId}, 'person', 'Eve') returning id`;
    await shop.sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update public.jobs set customer_id = ${other?.id as string} where id = ${booked.job_id}`;
    });
    await expectEnded(who, text);
  });

  test("a suspended company's links are unknown", async () => {
    const [who, text] = await fresh();
    await shop.sql`update public.organizations set status = 'suspended' where id = ${shop.orgId}`;
    expect(await open(text)).toBeNull();
    expect(await session(who.link, who.secret)).toBeNull();
    expect(await refusal(who.state())).toMatchObject({ code: "42501" });
    await shop.sql`update public.organizations set status = 'active' where id = ${shop.orgId}`;
    expect(await open(text)).toMatchObject({ state: "open" });
  });
});

describe("through a link only its own visit is reached", () => {
  beforeAll(start);

  const tried = (identity: ReturnType<typeof linkIdentity>) =>
    ending(shop, identity, "select public.portal_state()");

  test("another session's, another link's and a stranger's claims are refused alike", async () => {
    const other = await openLink(shop, await bookedVisit(shop, await shop.hireResource("Tom")));
    const elsewhere = await foundScheduling(base);
    const refused = new Set([
      await tried(linkIdentity(shop.orgId, customer.link, other.session)),
      await tried(linkIdentity(shop.orgId, other.link, customer.session)),
      await tried(linkIdentity(elsewhere.orgId, customer.link, customer.session)),
      await tried(linkIdentity(shop.orgId, randomUUID(), customer.session)),
      await tried(linkIdentity(shop.orgId, customer.link, randomUUID())),
      await tried({ ...customer.identity, claims: { role: "anon", org_id: shop.orgId } }),
      await tried({ ...customer.identity, claims: { role: "anon", principal: `portal:${customer.link}` } }),
      await tried({
        ...customer.identity,
        claims: { ...customer.identity.claims, role: "anon", principal: `book:${shop.orgId}` },
      }),
      await tried({ ...customer.identity, claims: null }),
    ]);
    expect([...refused]).toEqual(["42501 | forbidden: This needs a customer's link. | "]);
    expect((await customer.state()).visit.number).toBe(visit.number);
  });

  test("neither a member nor the secret key calls them", async () => {
    for (const identity of [
      shop.at(shop.owner),
      { name: "service_role", role: "service_role" as const, claims: { role: "service_role" } },
    ]) {
      expect(await ending(shop, identity, "select public.portal_state()")).toContain(
        "42501 | permission denied",
      );
    }
  });

  test("a link reads no table, not even its own row", async () => {
    for (const table of [
      "customer_portal_access",
      "bookings",
      "customers",
      "customer_feedback",
      "activities",
    ]) {
      expect(await ending(shop, customer.identity, `select * from public.${table}`)).toContain(
        "permission denied",
      );
    }
    expect(await ending(shop, customer.identity, "select private.portal_link()")).toContain(
      "permission denied",
    );
  });

  test("a scope that is missing closes its action and nothing else", async () => {
    await shop.sql`update public.customer_portal_access set scopes = '{view,message}' where id = ${customer.link}`;
    for (const action of ["confirm", "hold", "reschedule", "cancel", "feedback", "slots"]) {
      expect(await refusal(customer.does(action))).toMatchObject({
        code: "42501",
        message: "forbidden: This link is not for that.",
      });
    }
    const { may } = await customer.state();
    expect(may).toMatchObject({ confirm: false, message: true, feedback: false, files: false });
    expect([may.reschedule.reason, may.cancel.reason]).toEqual(["scope", "scope"]);
    expect(await customer.does("message", { body: "Hello" })).toMatchObject({ replayed: false });
  });
});

describe("a link with a code", () => {
  beforeAll(start);
  const setCode = (code: string) => shop.sql`
    insert into private.portal_codes (org_id, access_id, code_hash, created_at)
    values (${shop.orgId}, ${customer.link}, extensions.crypt(${code}, extensions.gen_salt('bf', 4)), clock_timestamp())
    on conflict (org_id, access_id) do update
      set code_hash = excluded.code_hash, created_at = clock_timestamp(), failures = 0, locked_until = null`;

  test("shows nothing and does nothing until the code was given, in this browser", async () => {
    await setCode("123456");
    expect(await session(customer.link, customer.secret)).toMatchObject({ state: "open", needs_code: true });
    expect(await refusal(customer.state())).toMatchObject({
      code: "42501",
      message: "code_required: This link asks for its code first.",
    });
    expect(await refusal(customer.does("cancel"))).toMatchObject({ code: "42501" });
    expect(await customer.does("code", { code: "000000" })).toEqual({
      passed: false,
      tries_left: 4,
      locked_until: null,
    });
    expect(await customer.does("code", { code: "123456" })).toEqual({
      passed: true,
      tries_left: 5,
      locked_until: null,
    });
    expect((await customer.state()).visit.number).toBe(visit.number);
    const second = await openLink(shop, visit);
    expect(await refusal(second.state())).toMatchObject({ code: "42501" });
  });

  test("a renewed code is asked for again", async () => {
    await setCode("654321");
    expect(await refusal(customer.state())).toMatchObject({ code: "42501" });
    expect(await customer.does("code", { code: "123456" })).toMatchObject({ passed: false });
    expect(await customer.does("code", { code: "654321" })).toMatchObject({ passed: true });
  });

  test("five wrong ones lock it for a quarter of an hour, whoever asks and also for the right one", async () => {
    await setCode("222222");
    const second = await openLink(shop, visit);
    for (const code of ["1", "", "333333", "444444"]) {
      expect(await second.does("code", { code })).toMatchObject({ passed: false, locked_until: null });
    }
    const fifth = await customer.does("code", { code: "555555" });
    expect(fifth).toMatchObject({ passed: false, tries_left: 0 });
    const wait = new Date(String(fifth.locked_until)).getTime() - Date.now();
    expect(wait).toBeGreaterThan(14 * 60_000);
    expect(wait).toBeLessThan(16 * 60_000);
    expect(await customer.does("code", { code: "222222" })).toMatchObject({ passed: false, tries_left: 0 });
    await shop.sql`update private.portal_codes set locked_until = now() - interval '1 second' where access_id = ${customer.link}`;
    expect(await customer.does("code", { code: "333333" })).toMatchObject({ passed: false, tries_left: 4 });
    expect(await customer.does("code", { code: "222222" })).toMatchObject({ passed: true, tries_left: 5 });
  });

  test("guesses that come at once are counted one by one", async () => {
    await setCode("777777");
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => customer.does("code", { code: `00000${index}` })),
    );
    expect(answers.filter((answer) => answer.tries_left !== 0 || answer.locked_until !== null)).toHaveLength(
      8,
    );
    expect(
      answers
        .filter((answer) => answer.locked_until === null)
        .map((answer) => String(answer.tries_left))
        .toSorted(),
    ).toEqual(["1", "2", "3", "4"]);
  });
});

test("only the worker's owner makes tokens", async () => {
  await start();
  await expect(
    asIdentity(
      shop.sql,
      shop.at(shop.owner),
      (tx) => tx`select private.portal_token_for(${shop.orgId}, ${visit.id}, 'copy', null)`,
    ),
  ).rejects.toMatchObject({ code: "42501" });
});
