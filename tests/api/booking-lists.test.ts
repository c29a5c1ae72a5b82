import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { call, expectStatus, type Row } from "./support/call";
import { createCompany, type Company } from "./support/people";
import { by, createGround, createJob, during, planned, type Ground } from "./support/planning";

let home: Company;
let ground: Ground;

const dispatcher = () => home.people.dispatcher;
const anna = () => ground.resourceIds[0] ?? "";

beforeAll(async () => {
  home = await createCompany("bettong");
  ground = await createGround(home);
});

describe("lists of visits", () => {
  let visits: Row[];
  let job: Row;

  beforeAll(async () => {
    job = await createJob(home, ground);
    visits = [];
    for (let n = 0; n < 5; n += 1) {
      visits.push(
        await planned(dispatcher(), { job_id: job.id, ...during(n), ...(n < 3 ? by(anna()) : {}) }),
      );
    }
    visits.push(await planned(dispatcher(), { job_id: job.id }));
  });

  const list = async (query: string) => {
    const answer = await call("GET", `/bookings?job_id=${job.id}&${query}`, { as: dispatcher() });
    expectStatus(answer, 200);
    return answer;
  };
  const positions = (rows: Row[]) => rows.map(({ id }) => visits.findIndex((visit) => visit.id === id));

  it.each([
    ["order=asc", [0, 1, 2, 3, 4, 5]],
    ["sort=number&order=desc", [5, 4, 3, 2, 1, 0]],
    ["unassigned=true", [3, 4, 5]],
    ["status=unscheduled", [5]],
    ["status=unscheduled,cancelled", [5]],
  ])("%s", async (query, expected) => {
    expect(positions((await list(query)).rows)).toEqual(expected);
  });

  it("narrow by time, person, customer, place, kind of work and words", async () => {
    const { starts_at, number } = visits[2] as Row & { starts_at: string; number: string };
    expect(positions((await list(`from=${encodeURIComponent(starts_at)}`)).rows)).toEqual([2, 3, 4]);
    expect(positions((await list(`resource_id=${anna()}`)).rows)).toEqual([0, 1, 2]);
    expect((await list(`customer_id=${ground.customerId}`)).rows).toHaveLength(6);
    expect((await list(`property_id=${ground.propertyId}`)).rows).toHaveLength(6);
    expect((await list(`service_type_id=${ground.serviceTypeId}`)).rows).toHaveLength(6);
    expect((await list(`customer_id=${randomUUID()}`)).rows).toHaveLength(0);
    expect(positions((await list(`q=${number}`)).rows)).toEqual([2]);
  });

  it("come page by page without a gap or a double, those without a time last", async () => {
    const seen: number[] = [];
    let cursor = "";
    do {
      const page = await list(`limit=2${cursor}`);
      seen.push(...positions(page.rows));
      cursor = page.next ? `&cursor=${page.next}` : "";
    } while (cursor);
    expect(seen).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("refuse a state there is none of, and a cursor of another list", async () => {
    for (const query of ["status=lost", "cursor=e30", "late=maybe"]) {
      expect((await call("GET", `/bookings?${query}`, { as: dispatcher() })).status).toBe(422);
    }
  });
});
