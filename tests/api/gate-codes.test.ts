import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { syncAnswer } from "@/lib/sync/schema";
import { call, expectStatus, type Answer, type Row } from "./support/call";
import { database } from "./support/installation";
import { createCompany, type Company, type Person } from "./support/people";
import { by, createGround, createJob, planned, type Ground } from "./support/planning";

/** In no word of any other test, and different in each run: logs are read to their beginning. */
const CANARY = `gatecanary${randomUUID().slice(0, 8)}`;

let home: Company;
let other: Company;
let ground: Ground;
beforeAll(async () => {
  [home, other] = await Promise.all([createCompany("quokka"), createCompany("dunnart")]);
  ground = await createGround(home);
  // A place where it is day, so that no visit of this file meets midnight.
  const zones = ["America/New_York", "Europe/Berlin", "Asia/Tokyo", "Pacific/Honolulu"];
  const hourIn = (timeZone: string) =>
    Number(new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit" }).format(new Date()));
  const time_zone = zones.find((zone) => hourIn(zone) >= 5 && hourIn(zone) < 19) ?? "UTC";
  await database()`update public.properties set time_zone = ${time_zone} where id = ${ground.propertyId}`;
});

const dispatcher = () => home.people.dispatcher;
const path = () => `/properties/${ground.propertyId}/gate-code`;
const place = async (): Promise<Row> =>
  (await call("GET", `/properties/${ground.propertyId}`, { as: dispatcher() })).row;
const set = async (gate_code: unknown, as: Person = dispatcher()): Promise<Answer> =>
  call("PATCH", path(), { as, version: (await place()).version, body: { gate_code } });

describe("a place's gate code", () => {
  it("is set, shown, replaced and taken away by who may", async () => {
    expect(await place()).toMatchObject({ gate_code_set_at: null });
    const first = await set(` ${CANARY} `);
    expectStatus(first, 200);
    expect(first.row.gate_code_set_at).toEqual(expect.any(String));
    expect(first.text).not.toContain(CANARY);
    const shown = await call("GET", path(), { as: dispatcher() });
    expectStatus(shown, 200);
    expect(shown.row).toMatchObject({ gate_code: CANARY, set_by: { id: dispatcher().id } });
    expect(shown.headers.get("cache-control")).toBe("private, no-store");
    expectStatus(await set(null), 200);
    expect((await call("GET", path(), { as: dispatcher() })).status).toBe(404);
    expectStatus(await set(CANARY), 200);
  });

  it("of a stale page, too long, or of several lines is refused without being repeated", async () => {
    const stale = await call("PATCH", path(), { as: dispatcher(), version: 1, body: { gate_code: CANARY } });
    expect([stale.status, stale.problem.code]).toEqual([412, "stale"]);
    const wrong = await Promise.all([
      set(CANARY.repeat(20)),
      set(`${CANARY}\n${CANARY}`),
      set({ secret: CANARY }),
      call("PATCH", path(), { as: dispatcher(), version: 1, body: { [CANARY]: 1, gate_code: 5 } }),
    ]);
    expect(wrong.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
    for (const { text } of [stale, ...wrong.slice(0, 3)]) expect(text).not.toContain(CANARY);
  });

  it("is nobody's who lacks the right, and nothing to another company", async () => {
    for (const as of [home.people.viewer, home.people.technician, home.people.accountant]) {
      const answer = await call("GET", path(), { as });
      expect([answer.status, answer.problem.required_scope]).toEqual([403, "properties:manage"]);
      expect((await call("PATCH", path(), { as, version: "*", body: { gate_code: "1" } })).status).toBe(403);
    }
    const strange = other.people.owner;
    expect((await call("GET", path(), { as: strange })).status).toBe(404);
    expect(
      (await call("PATCH", path(), { as: strange, version: "*", body: { gate_code: "1" } })).status,
    ).toBe(404);
  });

  it("reaches the technician's phone on the day of his visit, and his look the audit log", async () => {
    const technician = home.people.technician;
    const codes = async () => {
      const answer = await call("GET", "/sync", { as: technician });
      expectStatus(answer, 200);
      return syncAnswer.parse(JSON.parse(answer.text)).gate_codes;
    };
    expect(await codes()).toEqual([]);
    const job = await createJob(home, ground);
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const visit = await planned(dispatcher(), {
      job_id: job.id,
      starts_at: at(0),
      ends_at: at(30),
      ...by(ground.resourceIds[0]),
    });
    expect(await codes()).toEqual([
      { property_id: ground.propertyId, code: CANARY, until: expect.any(String) },
    ]);
    const look = {
      op_id: randomUUID(),
      kind: "gate_code.shown",
      entity: "booking",
      entity_id: visit.id,
      device_time: at(0),
      payload: {},
    };
    const body = { device_id: randomUUID(), operations: [look] };
    expectStatus(await call("POST", "/sync", { as: technician, body }), 200);
    const log = await call("GET", `/audit-logs?entity=property&entity_id=${ground.propertyId}&action=view`, {
      as: home.people.owner,
    });
    const actors = log.rows.map((row) => (row as unknown as { actor: { id: string } }).actor.id);
    expect(new Set(actors)).toEqual(new Set([technician.id, dispatcher().id]));
  });

  it("is in clear in no table, no log, no history, no audit log and no record of the API", async () => {
    const owner = home.people.owner;
    for (const address of [
      `/properties/${ground.propertyId}`,
      `/properties/${ground.propertyId}/history`,
      "/properties?q=Elm",
      "/audit-logs?limit=200",
      "/search?q=elm",
    ])
      expect((await call("GET", address, { as: owner })).text, address).not.toContain(CANARY);
    const tables = await database()<{ name: string }[]>`
      select format('%I.%I', n.nspname, c.relname) as name
      from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`;
    const found: string[] = [];
    for (const { name } of tables) {
      const [row] = await database().unsafe<{ is_there: boolean }[]>(
        `select exists (select from ${name} as t where strpos(t::text, $1) > 0) as is_there`,
        [CANARY],
      );
      if (row?.is_there) found.push(name);
    }
    expect(found).toEqual([]);
    const logs = readdirSync(".local/test")
      .map((run) => `.local/test/${run}/logs`)
      .filter((folder) => existsSync(folder))
      .flatMap((folder) => readdirSync(folder).map((file) => `${folder}/${file}`));
    const [server] = await database()<{ data: string }[]>`select current_setting('data_directory') as data`;
    logs.push(`${server?.data}/../server.log`);
    expect(logs.length).toBeGreaterThan(2);
    for (const file of logs) expect(readFileSync(file, "utf8").includes(CANARY), file).toBe(false);
  });
});
