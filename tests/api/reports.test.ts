import { beforeAll, describe, expect, it } from "vitest";
import { visitReport } from "@/lib/service-reports/schema";
import { call, expectStatus, type Row } from "./support/call";
import { createCompany, type Company } from "./support/people";
import { by, createGround, during, planned, walk, type Ground } from "./support/planning";

let home: Company;
let ground: Ground;
let stranger: Company;
let nextHour = 0;

beforeAll(async () => {
  [home, stranger] = [await createCompany("quokka"), await createCompany("wombat")];
  ground = await createGround(home);
});

const dispatcher = () => home.people.dispatcher;

async function visit(): Promise<Row> {
  nextHour += 2;
  const work = { customer_id: ground.customerId, property_id: ground.propertyId, title: "No heat" };
  const job = await call("POST", "/jobs", { as: dispatcher(), body: work });
  return planned(dispatcher(), { job_id: job.row.id, ...during(nextHour), ...by(ground.resourceIds[0]) });
}

describe("the report of a visit", () => {
  it("is read by who reads the visit, and is no one else's", async () => {
    const { id, number } = await visit();
    const address = `/bookings/${id}/report`;
    const read = await call("GET", address, { as: home.people.viewer });
    expectStatus(read, 200);
    const { document, latest } = visitReport.parse(read.row);
    expect(document.report).toMatchObject({ visit: number, title: "No heat" });
    expect(latest).toBeNull();
    expect((await call("GET", address, { as: stranger.people.owner })).status).toBe(404);
    expect((await call("GET", address, {})).status).toBe(401);
  });

  it("becomes a PDF on request: the same one for who asks twice, none for who only reads", async () => {
    const { id } = await visit();
    const address = `/bookings/${id}/reports`;
    expect((await call("POST", address, { as: home.people.viewer })).status).toBe(403);
    expect((await call("POST", address, { as: stranger.people.owner })).status).toBe(404);
    const first = await call("POST", address, { as: dispatcher() });
    expectStatus(first, 201);
    expect(first.row).toMatchObject({ revision: 1, state: "pending", file_id: null, booking_id: id });
    const again = await call("POST", address, { as: dispatcher() });
    expect(again.row.id).toBe(first.row.id);
  });

  it("is asked for by itself when the visit is completed", async () => {
    const done = await walk(
      dispatcher(),
      await visit(),
      { to: "en_route" },
      { to: "on_site" },
      { to: "completed" },
    );
    const { id } = done;
    const { row } = await call("GET", `/bookings/${id}/report`, { as: dispatcher() });
    expect(row.latest).toMatchObject({ revision: 1, state: "pending", is_current: true });
  });
});

describe("how customers reach the company", () => {
  const change = async (body: object) => {
    const address = `/organizations/${home.id}`;
    const { row } = await call("GET", address, { as: home.people.owner });
    return call("PATCH", address, { as: home.people.owner, body, version: row.version });
  };

  it("is kept as one number, one mailbox and lines of an address", async () => {
    const saved = await change({
      phone: "(518) 555-0100",
      email: "Hello@Northside.test",
      address: "1 Main St\nAlbany",
    });
    expect(saved.row).toMatchObject({
      phone: "+15185550100",
      email: "hello@northside.test",
      address: "1 Main St\nAlbany",
    });
  });

  it("refuses what is no number, and a logo that is no file of the company", async () => {
    expect((await change({ phone: "12" })).status).toBe(422);
    const logo = await change({ logo_file_id: "0198a1b2-0000-7000-8000-000000000001" });
    expect(logo.status).toBe(422);
    expect(logo.text).toContain("logo_file_id");
  });
});
