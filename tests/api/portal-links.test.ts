import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { madePortalLink, portalLink } from "@/lib/portal-links/schema";
import { call, expectStatus, type Row } from "./support/call";
import { database, installation } from "./support/installation";
import { act, linkTo, openToken, stateOf, visitBy } from "./support/links";
import { createCompany, type Company } from "./support/people";
import { by, createGround, during, planned, type Ground } from "./support/planning";

let home: Company;
let stranger: Company;
let ground: Ground;
let nextHour = 0;

beforeAll(async () => {
  [home, stranger] = [await createCompany("quokka"), await createCompany("wombat")];
  ground = await createGround(home);
});

const dispatcher = () => home.people.dispatcher;

/** A visit of its own, two hours after the last. */
async function visit(): Promise<Row> {
  nextHour += 2;
  const work = { customer_id: ground.customerId, property_id: ground.propertyId, title: "No heat" };
  const job = await call("POST", "/jobs", { as: dispatcher(), body: work });
  return planned(dispatcher(), { job_id: job.row.id, ...during(nextHour), ...by(ground.resourceIds[0]) });
}

type Made = { link: Row; url: string | null; access_code: string | null };

async function make(more: Record<string, unknown> = {}, key?: string) {
  const body = { booking_id: (await visit()).id, ...more };
  const answer = await call("POST", "/portal-links", { as: dispatcher(), body, key });
  expectStatus(answer, 201);
  return { body, answer, made: answer.row as unknown as Made };
}

const tokenIn = (url: string | null): string => url?.split("/p/")[1] ?? "";

describe("POST /portal-links", () => {
  it("makes a link whose address opens the visit", async () => {
    const { made, answer } = await make();
    madePortalLink.parse(made);
    expect(made.url?.startsWith(`${installation.url}/p/`)).toBe(true);
    expect(made.access_code).toBeNull();
    expect(made.link).toMatchObject({ revoked_at: null, has_code: false, views: 0, tokens: 1 });
    expect((await openToken(tokenIn(made.url))).status).toBe(303);
    expect(answer.headers.get("cache-control")).toContain("private");
  });

  it("shows address and code once: the same key answers the same link without them", async () => {
    const key = randomUUID();
    const { body, made } = await make({ with_code: true }, key);
    expect(made.access_code).toMatch(/^\d{6}$/);
    const again = await call("POST", "/portal-links", { as: dispatcher(), body, key });
    expectStatus(again, 201);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.row).toMatchObject({ link: { id: made.link.id }, url: null, access_code: null });
    const other = await call("POST", "/portal-links", {
      as: dispatcher(),
      body: { ...body, with_code: false },
      key,
    });
    expect([other.status, other.problem.code]).toEqual([422, "idempotency_mismatch"]);
  });

  it("sent four times at once under one key makes one link", async () => {
    const [key, body] = [randomUUID(), { booking_id: (await visit()).id }];
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => call("POST", "/portal-links", { as: dispatcher(), body, key })),
    );
    const links = answers.map(({ row }) => (row as unknown as Made).link.id);
    expect(new Set(links).size).toBe(1);
    expect(answers.filter(({ row }) => (row as unknown as Made).url !== null)).toHaveLength(1);
  });

  it("refuses what is no link: scopes, an end in the past, unknown fields, another company's visit", async () => {
    const { id } = await visit();
    const wrong = [
      { booking_id: id, scopes: ["everything"] },
      { booking_id: id, expires_at: "2020-01-01T00:00:00Z" },
      { booking_id: id, token: "mine" },
      { booking_id: "x" },
      {},
      { booking_id: randomUUID() },
    ];
    for (const body of wrong) {
      const answer = await call("POST", "/portal-links", { as: dispatcher(), body });
      expect([body, answer.status]).toEqual([body, 422]);
    }
    const theirs = await call("POST", "/portal-links", {
      as: stranger.people.owner,
      body: { booking_id: id },
    });
    expect(theirs.status).toBe(422);
  });

  it("is the office's: not a technician's, a reader's or a stranger's", async () => {
    const body = { booking_id: (await visit()).id };
    for (const role of ["technician", "accountant", "viewer"] as const) {
      const answer = await call("POST", "/portal-links", { as: home.people[role], body });
      expect([role, answer.status]).toEqual([role, 403]);
    }
    expect((await call("POST", "/portal-links", { body })).status).toBe(401);
  });
});

describe("a link", () => {
  it("is listed with its visit, and counts a customer's look", async () => {
    const { body, made } = await make();
    const visitor = await visitBy(tokenIn(made.url));
    await act(visitor, "seen");
    const listed = await call("GET", `/portal-links?booking_id=${body.booking_id}`, { as: dispatcher() });
    expectStatus(listed, 200);
    expect(listed.rows.map((row) => portalLink.parse(row))).toMatchObject([{ id: made.link.id, views: 1 }]);
    expect(listed.text).not.toContain(tokenIn(made.url));
    const views = await call("GET", `/portal-links/${made.link.id}/views`, { as: dispatcher() });
    expect(views.rows).toMatchObject([{ user_agent: "node" }]);
    expect((await call("GET", `/portal-links?booking_id=${randomUUID()}`, { as: dispatcher() })).status).toBe(
      404,
    );
    expect((await call("GET", "/portal-links", { as: dispatcher() })).status).toBe(422);
  });

  it("gives further addresses, one of them drawn, and all of them work", async () => {
    const { made } = await make();
    const address = `/portal-links/${made.link.id}/tokens`;
    const copy = await call("POST", address, { as: dispatcher(), body: { purpose: "copy" } });
    expectStatus(copy, 201);
    expect(copy.row).toMatchObject({ svg: null });
    const drawn = await call("POST", address, { as: dispatcher(), body: { purpose: "qr" } });
    const qr = drawn.row as unknown as { url: string; svg: string };
    expect(qr.svg).toMatch(/^<svg /);
    expect(qr.svg).not.toMatch(/<script|href/);
    for (const url of [made.url, (copy.row as unknown as { url: string }).url, qr.url]) {
      expect((await openToken(tokenIn(url))).status).toBe(303);
    }
    expect((await call("POST", address, { as: dispatcher(), body: { purpose: "message" } })).status).toBe(
      422,
    );
  });

  it("ends with the next request of open pages when it is taken back, with the version that was seen", async () => {
    const { made } = await make();
    const visitor = await visitBy(tokenIn(made.url));
    await stateOf(visitor);
    const address = `/portal-links/${made.link.id}`;
    expect((await call("DELETE", address, { as: dispatcher() })).status).toBe(428);
    const stale = await call("DELETE", address, { as: dispatcher(), version: made.link.version + 1 });
    expect([stale.status, stale.problem.current?.id]).toEqual([412, made.link.id]);
    const gone = await call("DELETE", address, { as: dispatcher(), version: made.link.version });
    expectStatus(gone, 200);
    expect(gone.row.revoked_at).not.toBeNull();
    expect((await act(visitor, "confirm")).status).toBe(410);
    expect((await openToken(tokenIn(made.url))).status).toBe(410);
    const more = await call("POST", `${address}/tokens`, { as: dispatcher(), body: { purpose: "copy" } });
    expect([more.status, more.problem.code]).toEqual([410, "link_ended"]);
  });

  it("is sent to the address on file, and says when there is none", async () => {
    const { made } = await make();
    const address = `/portal-links/${made.link.id}/sendings`;
    const refused = await call("POST", address, { as: dispatcher() });
    expect([refused.status, refused.problem.code]).toEqual([409, "message_refused"]);
    await database()`update public.customers set email = 'ground@people.test' where id = ${ground.customerId}`;
    expectStatus(await call("POST", address, { as: dispatcher() }), 201);
    await database()`update public.customers set email = null where id = ${ground.customerId}`;
  });

  it("is nobody else's: another company's and unknown ones are 404 by each address", async () => {
    const { made } = await make();
    for (const id of [made.link.id, randomUUID()]) {
      for (const [method, path, body] of [
        ["GET", `/portal-links/${id}`],
        ["GET", `/portal-links/${id}/views`],
        ["DELETE", `/portal-links/${id}`],
        ["POST", `/portal-links/${id}/tokens`, { purpose: "copy" }],
        ["POST", `/portal-links/${id}/sendings`],
      ] as const) {
        const answer = await call(method, path, { as: stranger.people.owner, body, version: "*" });
        expect([method, path, answer.status]).toEqual([method, path, 404]);
      }
    }
  });
});

describe("a customer's rating", () => {
  /** A visit that was done, with a rating of its customer. */
  async function rated(overall: number): Promise<Row> {
    const booking = await visit();
    const visitor = await visitBy(await linkTo(home.id, booking.id));
    let version = booking.version;
    for (const to of ["on_site", "completed"]) {
      const step = await call("POST", `/bookings/${booking.id}/transitions`, {
        as: dispatcher(),
        body: { to },
        version,
      });
      expectStatus(step, 200);
      version = step.row.version;
    }
    expect((await act(visitor, "feedback", { overall, comment: "Quick and clean" })).status).toBe(200);
    const listed = await call("GET", `/feedback?booking_id=${booking.id}`, { as: dispatcher() });
    expectStatus(listed, 200);
    return listed.rows[0] as Row;
  }

  it("is listed, found by its stars and averaged", async () => {
    const row = await rated(4);
    expect(row).toMatchObject({ overall: 4, comment: "Quick and clean", is_verified: true, reply: null });
    const address = `/feedback?overall=4&resource_id=${ground.resourceIds[0]}&replied=false&is_hidden=false&limit=1`;
    expect((await call("GET", address, { as: home.people.viewer })).rows.map(({ id }) => id)).toEqual([
      row.id,
    ]);
    const summary = await call("GET", `/feedback/summary?resource_id=${ground.resourceIds[0]}`, {
      as: dispatcher(),
    });
    expectStatus(summary, 200);
    expect(summary.row).toMatchObject({ by_star: expect.any(Array) });
    const resource = await call("GET", `/resources/${ground.resourceIds[0]}`, { as: dispatcher() });
    expect(resource.row.rating).toMatchObject({ count: expect.any(Number) });
    expect((await call("GET", "/feedback?overall=9", { as: dispatcher() })).status).toBe(422);
  });

  it("is answered with the version that was seen, once per key", async () => {
    const row = await rated(3);
    const address = `/feedback/${row.id}/replies`;
    const body = { body: "We come again on Monday." };
    expect((await call("POST", address, { as: dispatcher(), body })).status).toBe(428);
    const key = randomUUID();
    const first = await call("POST", address, { as: dispatcher(), body, version: row.version, key });
    expectStatus(first, 200);
    expect(first.row.reply).toMatchObject({ body: "We come again on Monday." });
    const again = await call("POST", address, { as: dispatcher(), body, version: row.version, key });
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([200, "true"]);
    const stale = await call("POST", address, { as: dispatcher(), body, version: row.version });
    expect([stale.status, stale.problem.current?.version]).toEqual([412, first.row.version]);
    expect(
      (await call("POST", address, { as: dispatcher(), body: { body: " " }, version: "*" })).status,
    ).toBe(422);
  });

  it("is taken out of sight with a reason, by who may", async () => {
    const row = await rated(1);
    const address = `/feedback/${row.id}`;
    const hide = { is_hidden: true, flag_reason: "Insults a person" };
    for (const role of ["technician", "accountant", "viewer"] as const) {
      const answer = await call("PATCH", address, {
        as: home.people[role],
        body: hide,
        version: row.version,
      });
      expect([role, answer.status]).toEqual([role, 403]);
    }
    const bare = await call("PATCH", address, {
      as: dispatcher(),
      body: { is_hidden: true },
      version: row.version,
    });
    expect([bare.status, bare.problem.code]).toEqual([422, "reason_required"]);
    const hidden = await call("PATCH", address, { as: dispatcher(), body: hide, version: row.version });
    expectStatus(hidden, 200);
    expect(hidden.row).toMatchObject({ is_hidden: true, flagged_by: { id: dispatcher().id } });
    expect(
      (await call("PATCH", address, { as: stranger.people.owner, body: hide, version: "*" })).status,
    ).toBe(404);
    expect((await call("GET", address, {})).status).toBe(401);
  });
});
