import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, quote } from "@/tests/support/database";
import type { TestDatabase } from "@/tests/support/database";
import { attackers, memberOf, memberRoles } from "@/tests/support/identities";
import type { Role } from "@/tests/support/identities";
import { createWorld } from "@/tests/support/world";
import type { Organization, World } from "@/tests/support/world";
import { reportCounts } from "./counts";
import { AttackSession } from "./session";
import type { Outcome } from "./session";

const SUM = "a".repeat(64);
const jpeg = (organization: Organization) => `${organization.id}/${SUM}/original.jpg`;
const pending = (organization: Organization) => String(organization.rows.get("public.file_storage")?.path);

/** Every verb on the rows behind Storage. `own` says whose action the policies allow at home. */
type Verb = {
  name: string;
  sql: (organization: Organization) => string;
  /** As superuser, before the attempt. */
  before?: string;
  /** Members of the organization for whom it has an effect; nobody where it is never allowed. */
  own: readonly Role[];
};

const objects = "storage.objects";
const verbs: Verb[] = [
  {
    name: "read a file",
    sql: (o) => `select name from ${objects} where name = ${quote(jpeg(o))}`,
    own: memberRoles,
  },
  {
    name: "list a folder",
    sql: (o) => `select name from ${objects} where name like ${quote(`${o.id}/%`)}`,
    own: memberRoles,
  },
  {
    name: "send a declared file",
    sql: (o) => `insert into ${objects} (bucket_id, name) values ('uploads', ${quote(pending(o))})`,
    own: ["technician"],
  },
  {
    name: "send what was not declared",
    sql: (o) => `insert into ${objects} (bucket_id, name) values ('uploads', ${quote(`${o.id}/undeclared`)})`,
    own: [],
  },
  {
    name: "send in the name of a person without a file",
    sql: (o) =>
      `insert into ${objects} (bucket_id, name, owner_id) values ('uploads', ${quote(`${o.id}/${o.people.owner.id}`)}, ${quote(o.people.owner.id)})`,
    own: [],
  },
  {
    name: "write what is shown",
    sql: (o) =>
      `insert into ${objects} (bucket_id, name) values ('files', ${quote(`${o.id}/${SUM}/small.jpg`)})`,
    own: [],
  },
  {
    name: "replace",
    sql: (o) =>
      `insert into ${objects} (bucket_id, name, version) values ('files', ${quote(jpeg(o))}, 'x')
       on conflict (bucket_id, name) do update set version = excluded.version returning name`,
    own: [],
  },
  {
    name: "rename",
    sql: (o) => `update ${objects} set name = 'x/y' where name = ${quote(jpeg(o))} returning name`,
    own: [],
  },
  {
    name: "move into the other bucket",
    sql: (o) =>
      `update ${objects} set bucket_id = 'uploads' where name like ${quote(`${o.id}/%`)} returning name`,
    own: [],
  },
  {
    name: "change without where",
    sql: () => `update ${objects} set metadata = '{}' returning name`,
    own: [],
  },
  {
    name: "delete by SQL",
    sql: (o) => `delete from ${objects} where name = ${quote(jpeg(o))} returning name`,
    own: [],
  },
  {
    name: "delete as the service does",
    before: "set local storage.allow_delete_query = 'true'",
    sql: (o) => `delete from ${objects} where name = ${quote(jpeg(o))} returning name`,
    own: [],
  },
  {
    name: "see a bucket",
    sql: () => `select id from storage.buckets where id in ('uploads', 'files')`,
    own: [],
  },
  { name: "open a bucket", sql: () => `update storage.buckets set public = true returning id`, own: [] },
  {
    name: "make a bucket",
    sql: () => `insert into storage.buckets (id, name, public) values ('mine', 'mine', true)`,
    own: [],
  },
];

let database: TestDatabase;
let world: World;
let session: AttackSession;

beforeAll(async () => {
  database = await openDatabase();
  world = await createWorld(database.sql);
  for (const { id, rows } of [world.home, world.victim, world.suspended]) {
    const file = String(rows.get("public.file_storage")?.id);
    // Declared by the technician, as his phone would; the seeded name only carries the organization's word.
    const path = `${id}/${file}`;
    await database.sql`update public.file_storage set path = ${path} where org_id = ${id} and id = ${file}`;
    Object.assign(rows.get("public.file_storage") ?? {}, { path });
    // A ready file of the customer, and its declared one beside it.
    await database.sql`
      with made as (
        insert into public.file_storage
          (org_id, name, kind, state, mime, size_bytes, sha256, bucket, path, variants, stored_bytes, scanned_at)
        values (${id}, 'a.jpg', 'image', 'ready', 'image/jpeg', 10, ${SUM}, 'files', ${`${id}/${SUM}/original.jpg`},
          '{"original": {}}', 10, now())
        returning id
      )
      insert into public.attachments (org_id, file_id, customer_id)
      select ${id}, made.id, a.customer_id from made, public.attachments a where a.org_id = ${id} and a.file_id = ${file}`;
    await database.sql`insert into storage.objects (bucket_id, name, version) values ('files', ${`${id}/${SUM}/original.jpg`}, gen_random_uuid())`;
  }
  session = await AttackSession.open(database.sql);
});
afterAll(async () => {
  await session?.close();
  await database?.close();
});

/** Whether anything was read or changed. */
const hasEffect = ({ error, count }: Outcome) => !error && count > 0;

describe("by SQL, on the rows behind Storage", () => {
  test.each(verbs)("no stranger can: $name", async ({ name, sql, before }) => {
    const reached: string[] = [];
    // The secret key stands above row security here as on hosted; it is the worker's alone.
    const strangers = attackers(world).filter((each) => each.identity.role !== "service_role");
    for (const { name: who, identity, victim } of strangers) {
      if (hasEffect(await session.attempt(identity, sql(victim), undefined, before))) reached.push(who);
    }
    expect(reached).toEqual([]);
    await reportCounts(`objects: ${name}`, { checks: strangers.length });
  });

  test.each(verbs)("at home exactly those may: $name", async ({ sql, own, before }) => {
    const may: Role[] = [];
    for (const role of memberRoles) {
      if (hasEffect(await session.attempt(memberOf(world.home, role), sql(world.home), undefined, before)))
        may.push(role);
    }
    expect(may).toEqual(own);
  });
});
