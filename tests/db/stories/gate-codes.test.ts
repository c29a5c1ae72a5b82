import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seal } from "@/lib/crypto/sealing";
import { refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, createProperty } from "./company";
import { foundField } from "./field";
import type { Field } from "./field";
import { openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";

let base: Planning;
let field: Field;
let office: TestUser;
beforeAll(async () => {
  base = await openPlanning();
  field = await foundField(base);
  office = await field.hire("dispatcher");
  await base.sql`
    insert into private.organization_keys (org_id, number, wrapped)
    values (${field.orgId}, 1, ${`v1.1.${"A".repeat(16)}.${"B".repeat(43)}.${"C".repeat(22)}`})`;
});
afterAll(() => base.database.close());

const key = randomBytes(32);
const sealed = () => seal(key, 1, "here", Buffer.from("4711"));
type Place = { data: { gate_code_set_at: string | null; version: number } };
const set = (
  id: string,
  text: string | null,
  as: TestUser = office,
  expected_version: number | null = null,
) =>
  call<Place>(base.sql, field.at(as), "update_gate_code", {
    id,
    expected_version,
    changes: { sealed: text },
  });
const get = (id: string, as: TestUser = office) =>
  call<{ sealed: string; set_by: { id: string } }>(base.sql, field.at(as), "get_gate_code", { id });
type Polled = { gate_codes: { property_id: string; sealed: string; until: string }[] };
const held = async (user: TestUser = field.tech): Promise<string[]> => {
  const answer = await call<Polled>(base.sql, field.at(user), "get_sync", { payload: {} });
  return answer.gate_codes.map(({ property_id }) => property_id);
};
/** Each visit at a place of its own, now: today at the place, unless `more` says otherwise. */
async function visit(
  more: Record<string, unknown> = {},
  resource = field.tina,
): Promise<Visit & { place: string }> {
  const { id: place } = await createProperty(field, field.customerId, { time_zone: zoneByDay() });
  const job = await field.job({ property_id: place });
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const times = { starts_at: at(slot), ends_at: at(slot + 1) };
  slot += 1;
  const made = await field.plan({
    job_id: job.id,
    ...times,
    assignments: [{ resource_id: resource }],
    ...more,
  });
  await set(place, sealed());
  return { ...made, place };
}
let slot = 0;
/** A zone in which it is day, so that no test meets midnight. */
const ZONES = ["America/New_York", "Europe/Berlin", "Asia/Tokyo", "Pacific/Honolulu"];
const hourIn = (timeZone: string) =>
  Number(new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit" }).format(new Date()));
const zoneByDay = () => ZONES.find((zone) => hourIn(zone) >= 5 && hourIn(zone) < 19) ?? "UTC";

describe("a gate code", () => {
  test("is seen and set by who has the right, and each look is in the audit log", async () => {
    const { place } = await visit();
    const { sealed: seen, set_by } = await get(place);
    expect(seen).toMatch(/^v1\.1\./);
    expect(set_by.id).toBe(office.id);
    const lines = await base.sql`
      select actor_id, action, changed, severity from public.audit_logs
      where org_id = ${field.orgId} and entity_id = ${place} and action = 'view'`;
    expect([...lines]).toEqual([
      { actor_id: office.id, action: "view", changed: ["gate_code"], severity: "notice" },
    ]);
    const viewer = await field.hire("viewer");
    for (const person of [viewer, field.tech]) {
      expect(await refusal(get(place, person))).toMatchObject({ code: "42501", hint: "properties:manage" });
      expect(await refusal(set(place, sealed(), person))).toMatchObject({ code: "42501" });
    }
  });

  test("is one of its place: history says that it changed and by whom, and a stale page does not overwrite it", async () => {
    const { place } = await visit();
    const { data: before } = await set(place, sealed());
    expect(before.gate_code_set_at).not.toBeNull();
    expect(await refusal(set(place, sealed(), office, before.version - 1))).toMatchObject({ code: "CO412" });
    const { data: after } = await set(place, null, office, before.version);
    expect(after).toMatchObject({ gate_code_set_at: null, version: before.version + 1 });
    expect(await refusal(get(place))).toMatchObject({ code: "CO404" });
    const [change] = await base.sql<{ changed: string[]; actor_id: string }[]>`
      select changed, actor_id from private.change_log
      where org_id = ${field.orgId} and entity_id = ${place} order by version desc limit 1`;
    expect(change).toEqual({ changed: ["gate_code_set_at"], actor_id: office.id });
  });
});

describe("on the phone", () => {
  test("are the codes of today's own visits and no others", async () => {
    const mine = await visit();
    const others = await visit({}, field.max);
    const tomorrow = await visit({
      starts_at: new Date(Date.now() + 25 * 3_600_000).toISOString(),
      ends_at: new Date(Date.now() + 26 * 3_600_000).toISOString(),
    });
    const yesterday = await visit({
      starts_at: new Date(Date.now() - 26 * 3_600_000).toISOString(),
      ends_at: new Date(Date.now() - 25 * 3_600_000).toISOString(),
    });
    const off = await visit();
    await field.step(off, "cancelled", { reason: "Rain" });
    const codes = await held();
    expect(codes).toContain(mine.place);
    for (const { place } of [others, tomorrow, yesterday, off]) expect(codes).not.toContain(place);
    expect(await held(field.other)).toEqual([others.place]);
    expect(await held(office)).toEqual([]);
    // Were a visit on a phone for another reason than that he goes there, its code would not be.
    const [row] = await base.sql<{ codes: { property_id: string }[] }[]>`
      select private.field_gate_codes(${field.orgId}, ${[mine.id, others.id]}::uuid[], ${field.tech.id}) as codes`;
    expect(row?.codes.map(({ property_id }) => property_id)).toEqual([mine.place]);
    // Under way since yesterday: he stands before the gate.
    await field.step(yesterday, "on_site");
    expect(await held()).toContain(yesterday.place);
    await field.change(mine, { assignments: [{ resource_id: field.max }] });
    expect(await held()).not.toContain(mine.place);
  });

  test("end with the day of the place", async () => {
    const { place } = await visit();
    const answer = await call<Polled>(base.sql, field.at(field.tech), "get_sync", { payload: {} });
    const until = Date.parse(answer.gate_codes.find(({ property_id }) => property_id === place)?.until ?? "");
    const [row] = await base.sql<{ midnight: string }[]>`
      select ((now() at time zone time_zone)::date + 1)::timestamp at time zone time_zone as midnight
      from public.properties where id = ${place}`;
    expect(until).toBe(Date.parse(String(row?.midnight)));
  });

  test("a look without signal reaches the audit log later, once, and only for one's own visit", async () => {
    const mine = await visit();
    const others = await visit({}, field.max);
    const phone = field.phone();
    const look = phone.op("gate_code.shown", mine.id, {});
    const strange = phone.op("gate_code.shown", others.id, {});
    const results = [...(await phone.send([look, strange])), ...(await phone.send([look]))];
    expect(results.map(({ result, code }) => [result, code ?? null])).toEqual([
      ["applied", null],
      ["rejected", "not_found"],
      ["applied", null],
    ]);
    const looks = await base.sql`
      select actor_id from public.audit_logs
      where org_id = ${field.orgId} and entity_id in (${mine.place}, ${others.place}) and action = 'view'`;
    expect([...looks]).toEqual([{ actor_id: field.tech.id }]);
    const [line] = await base.sql<{ payload: object; device_time: Date }[]>`
      select payload, device_time from public.offline_sync_queue where op_id = ${look.op_id}`;
    expect(line?.payload).toEqual({});
    expect(line?.device_time.toISOString()).toBe(look.device_time);
  });

  test("a phone of an organization without codes is told of none", async () => {
    const lone = await foundField(base);
    await lone.today();
    const answer = await call<Polled>(base.sql, lone.at(lone.tech), "get_sync", { payload: {} });
    expect(answer.gate_codes).toEqual([]);
  });
});
