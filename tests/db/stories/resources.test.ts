import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, callRows } from "./company";
import type { Answer } from "./company";
import { between, openPlanning } from "./planning";
import type { Planning } from "./planning";

type Resource = {
  id: string;
  kind: string;
  name: string;
  user: { id: string; email: string } | null;
  home: { address: string | null; lat: number | null; lng: number | null } | null;
  time_zone: string;
  color: number;
  skills: { skill_id: string; name: string; expires_on: string | null }[];
  zones: { id: string; name: string }[];
  crews: { name: string }[];
  daily_limit: Record<string, number | null> | null;
  version: number;
  deleted_at: string | null;
};

let acme: Planning;
let dispatcher: TestUser;
beforeAll(async () => {
  acme = await openPlanning();
  dispatcher = await acme.hire("dispatcher");
});
afterAll(() => acme.database.close());

const create = async (fields: object, as = dispatcher): Promise<Resource> => {
  const payload = { kind: "technician", name: "Dana Fox", ...fields };
  return (await call<Answer<Resource>>(acme.sql, acme.at(as), "create_resource", { payload })).data;
};
const update = async (resource: Resource, changes: object, as = dispatcher): Promise<Resource> => {
  const args = { id: resource.id, expected_version: resource.version, changes };
  return (await call<Answer<Resource>>(acme.sql, acme.at(as), "update_resource", args)).data;
};
const remove = async (id: string, as = dispatcher): Promise<Resource> =>
  (await call<Answer<Resource>>(acme.sql, acme.at(as), "delete_resource", { id, expected_version: null }))
    .data;
const restore = async (id: string): Promise<Resource> =>
  (await call<Answer<Resource>>(acme.sql, acme.at(dispatcher), "restore_resource", { payload: { id } })).data;
const get = (id: string, as: TestUser): Promise<Resource> =>
  call<Resource>(acme.sql, acme.at(as), "get_resource", { id });
const list = async (as: TestUser, filters: object = {}): Promise<string[]> => {
  const rows = await callRows<{ value: Resource }>(acme.sql, acme.at(as), "list_resources", { filters });
  return rows.map((row) => row.value.name);
};
async function skill(name: string): Promise<string> {
  const [row] = await acme.sql<{ id: string }[]>`
    insert into public.skills (org_id, name) values (${acme.orgId}, ${name}) returning id`;
  return row?.id ?? "";
}
async function zone(name: string): Promise<string> {
  const [row] = await acme.sql<{ id: string }[]>`
    insert into public.service_zones (org_id, name, postcodes) values (${acme.orgId}, ${name}, '{12207}') returning id`;
  return row?.id ?? "";
}

describe("a resource", () => {
  test("starts in the organization's zone, with the next colour, active, and with all that was said", async () => {
    const welding = await skill("Orbital welding");
    const harbour = await zone("Harbour");
    const first = await create({ name: "First" });
    const made = await create({
      name: "Sam Lee",
      home: { address: "1 Elm St", lat: 40.7, lng: -73.9 },
      skills: [
        { skill_id: welding, certificate_number: "W-1", issued_on: "2025-01-01", expires_on: "2027-01-01" },
      ],
      zone_ids: [harbour],
      daily_limit: { max_visits: 6 },
    });
    expect(made).toMatchObject({
      time_zone: "America/New_York",
      color: (first.color + 1) % 12,
      is_active: true,
      user: null,
      home: { address: "1 Elm St", lat: 40.7, lng: -73.9 },
      skills: [{ skill_id: welding, name: "Orbital welding", expires_on: "2027-01-01" }],
      zones: [{ id: harbour, name: "Harbour" }],
      daily_limit: { max_minutes: null, max_visits: 6, urgent_reserve_min: null },
      version: 1,
    });
  });

  test("keeps what a change does not name, replaces lists whole, and counts one version for all of it", async () => {
    const [gas, heights] = [await skill("Gas"), await skill("Heights")];
    const made = await create({ name: "Kim", notes: "Left-handed", skills: [{ skill_id: gas }] });
    const skilled = await update(made, { skills: [{ skill_id: heights }] });
    expect(skilled).toMatchObject({ notes: "Left-handed", skills: [{ skill_id: heights }], version: 2 });
    const both = await update(skilled, { name: "Kim Park", daily_limit: { max_minutes: 420 } });
    expect(both).toMatchObject({ name: "Kim Park", skills: [{ skill_id: heights }], version: 3 });
    const same = await update(both, { skills: [{ skill_id: heights }], daily_limit: { max_minutes: 420 } });
    expect(same.version).toBe(3);
    const without = await update(same, { daily_limit: null, skills: [] });
    expect(without).toMatchObject({ daily_limit: null, skills: [], version: 4 });
    expect((await refusal(update(same, { name: "Late" }))).code).toBe("CO412");
  });

  test("is one member at most, and a member is planned once", async () => {
    const person = await acme.hire("technician");
    const made = await create({ name: "Himself", user_id: person.id });
    expect(made.user?.id).toBe(person.id);
    expect((await refusal(create({ user_id: person.id }))).message).toContain(
      "bookable_resources_user_id_key",
    );
    await remove(made.id);
    const again = await create({ name: "Again", user_id: person.id });
    expect((await refusal(restore(made.id))).message).toContain("bookable_resources_user_id_key");
    await remove(again.id);
    expect((await restore(made.id)).deleted_at).toBeNull();
  });

  test("is no member who has left, no stranger, and a van is nobody", async () => {
    const gone = await acme.hire("technician");
    await acme.sql`update public.organization_members set status = 'removed'
      where org_id = ${acme.orgId} and user_id = ${gone.id}`;
    for (const user_id of [gone.id, crypto.randomUUID()])
      expect(await refusal(create({ user_id }))).toMatchObject({ code: "CO422", hint: "user_id" });
    const person = await acme.hire("technician");
    expect((await refusal(create({ kind: "vehicle", user_id: person.id }))).message).toContain(
      "bookable_resources_user_id_check",
    );
  });

  test("cannot have a skill or zone that is deleted", async () => {
    const [old, far] = [await skill("Coal"), await zone("Far")];
    await acme.sql`update public.skills set deleted_at = now() where id = ${old}`;
    await acme.sql`update public.service_zones set deleted_at = now() where id = ${far}`;
    expect(await refusal(create({ skills: [{ skill_id: old }] }))).toMatchObject({ hint: "skills" });
    expect(await refusal(create({ zone_ids: [far] }))).toMatchObject({ code: "CO422", hint: "zone_ids" });
  });

  test("says in its history what was changed, but not where he lives", async () => {
    const made = await create({ name: "Noor", home: { address: "9 Secret Lane" } });
    await update(made, { home: { address: "10 Hidden Lane", lat: 40.1, lng: -73.2 }, color: 4 });
    const lines = await acme.sql`select old, new from private.change_log where entity_id = ${made.id}`;
    expect(JSON.stringify(lines)).not.toMatch(/Lane|40\.1|73\.2/);
    expect(lines.at(-1)?.new).toMatchObject({ color: 4, home_address: "***" });
  });
});

describe("who sees and changes what", () => {
  test("homes are for the office and for oneself; a viewer sees the rest", async () => {
    const person = await acme.hire("technician");
    const viewer = await acme.hire("viewer");
    const made = await create({ name: "Rio", user_id: person.id, home: { address: "7 Oak St" } });
    expect((await get(made.id, dispatcher)).home?.address).toBe("7 Oak St");
    expect((await get(made.id, person)).home?.address).toBe("7 Oak St");
    expect((await get(made.id, viewer)).home).toBeNull();
    expect((await get(made.id, viewer)).name).toBe("Rio");
    expect((await refusal(create({}, viewer))).code).toBe("42501");
    expect((await refusal(update(made, { name: "X" }, person))).code).toBe("42501");
  });

  test("a technician sees himself and no colleague, by list and by id", async () => {
    const person = await acme.hire("technician");
    const colleague = await create({ name: "Colleague" });
    await create({ name: "Only me", user_id: person.id });
    expect(await list(person)).toEqual(["Only me"]);
    expect((await refusal(get(colleague.id, person))).code).toBe("CO404");
  });

  test("the list finds by the beginning of any word, filters, and goes on behind the last row", async () => {
    const lookup = await skill("Lookup");
    await create({ name: "Zoë van Dyk", skills: [{ skill_id: lookup }] });
    await create({ name: "Zoey Inactive", is_active: false });
    await create({ name: "Zora Truck", kind: "vehicle" });
    expect(await list(dispatcher, { q: "zoe" })).toEqual(["Zoë van Dyk", "Zoey Inactive"]);
    expect(await list(dispatcher, { q: "dyk zo" })).toEqual(["Zoë van Dyk"]);
    expect(await list(dispatcher, { q: "yk" })).toEqual([]);
    expect(await list(dispatcher, { q: "zo", is_active: true, kind: "technician" })).toEqual(["Zoë van Dyk"]);
    expect(await list(dispatcher, { skill_id: lookup })).toEqual(["Zoë van Dyk"]);
    const all = await list(dispatcher);
    const rows = await callRows<{ value: { name: string; sort_name: string; id: string } }>(
      acme.sql,
      acme.at(dispatcher),
      "list_resources",
      { page_limit: 3 },
    );
    const last = rows.at(-1)?.value;
    const next = await callRows<{ value: { name: string } }>(
      acme.sql,
      acme.at(dispatcher),
      "list_resources",
      {
        after_key: { sort_name: last?.sort_name, id: last?.id },
      },
    );
    expect([...rows, ...next].map((row) => row.value.name)).toEqual(all);
  });
});

describe("deleting", () => {
  test("is refused while visits are ahead, names them, and works when they are off", async () => {
    const made = await create({ name: "Booked" });
    const visit = await acme.plan({ ...between("09:00", "10:00"), assignments: [{ resource_id: made.id }] });
    const { code, detail } = await refusal(remove(made.id));
    expect(code).toBe("CO409");
    expect(JSON.parse(detail ?? "")).toEqual({
      visits: [
        {
          id: visit.id,
          number: visit.number,
          starts_at: "2030-03-05T09:00:00+00:00",
          ends_at: "2030-03-05T10:00:00+00:00",
          customer_name: "Ana Ruiz",
        },
      ],
    });
    await acme.step(visit, "cancelled", { reason: "Not needed" });
    const gone = await remove(made.id);
    expect(gone.deleted_at).not.toBeNull();
    expect(await list(dispatcher)).not.toContain("Booked");
    expect(await list(dispatcher, { include_deleted: true })).toContain("Booked");
    const line = { ...between("09:00", "10:00"), assignments: [{ resource_id: made.id }] };
    expect((await refusal(acme.plan(line))).code).toBe("CO422");
    expect((await restore(made.id)).deleted_at).toBeNull();
  });
});

test("a face is a checked picture of the company; colleagues see it, and nobody of another company", async () => {
  const member = await acme.hire("technician");
  const picture = async (state: "ready" | "pending"): Promise<string> => {
    const sha256 = randomUUID().replaceAll("-", "").repeat(2);
    const path = `${acme.orgId}/${sha256}/original.png`;
    const [row] = await acme.sql<{ id: string }[]>`
      insert into public.file_storage
        (org_id, name, kind, state, mime, size_bytes, sha256, bucket, path, variants, stored_bytes, scanned_at, expires_at, created_by)
      values (${acme.orgId}, 'face.png', 'image', ${state}, 'image/png', 10, ${sha256},
        ${state === "ready" ? "files" : "uploads"}, ${path}, ${acme.sql.json({ original: { path } })}, 10, now(), now(),
        ${dispatcher.id})
      returning id`;
    return row?.id ?? "";
  };
  const dana = await create({ name: "Dana Face" });
  const face = await picture("ready");
  expect(await refusal(call(acme.sql, acme.at(member), "get_file", { file: face }))).toMatchObject({
    code: "CO404",
  });
  const shown = await update(dana, { photo_file_id: face });
  expect(shown).toMatchObject({ photo_file_id: face, version: dana.version + 1 });
  expect(await call(acme.sql, acme.at(member), "get_file", { file: face })).toMatchObject({ id: face });
  expect(await refusal(update(shown, { photo_file_id: await picture("pending") }))).toMatchObject({
    code: "CO422",
    hint: "photo_file_id",
  });
  expect(await refusal(update(shown, { photo_file_id: randomUUID() }))).toMatchObject({ code: "23503" });
  expect(await update(shown, { photo_file_id: null })).toMatchObject({ photo_file_id: null });
});
