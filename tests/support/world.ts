import { addMember, createOrganization, createSession, createUser, quoteName } from "./database";
import type { Sql, TestUser } from "./database";
import { memberRoles } from "./identities";
import type { Role } from "./identities";
import { inDependencyOrder, readRelations } from "./relations";
import type { Relation } from "./relations";
import {
  furtherRows,
  insertRow,
  isFormBound,
  madeByTheProject,
  ofNobody,
  rowsBefore,
  rowsOf,
} from "./seeding";
import type { Ground, Row } from "./seeding-values";

export type Organization = {
  id: string;
  /** Stands in every text of its rows, and nowhere else: where it is read, something leaked. */
  word: string;
  phone: string;
  people: Record<Role, TestUser>;
  /** A member with a custom role and a grant instead of what the shipped role gives. */
  specialist: TestUser;
  /** One row of each relation, as jsonb prints it. */
  rows: Map<string, Row>;
};

export type World = {
  relations: Relation[];
  home: Organization;
  victim: Organization;
  suspended: Organization;
  cast: Record<
    "removed" | "paused" | "stranded" | "inactive" | "deleted" | "both" | "invited" | "newcomer",
    TestUser
  >;
};

/**
 * Organizations with a row in every relation there is, and people in every relation to them. A relation that cannot be
 * seeded fails here: what holds no row of the victim proves nothing about keeping it apart.
 */
export async function createWorld(sql: Sql): Promise<World> {
  const relations = await readRelations(sql);
  const home = await createOrg(sql, relations, "quokkahome", "+12025550143");
  const victim = await createOrg(sql, relations, "wombatvict", "+12025550178");
  const suspended = await createOrg(sql, relations, "numbatsusp", "+12025550161");
  const cast = await createCast(sql, home, victim, suspended);
  await sql`update public.organizations set status = 'suspended' where id = ${suspended.id}`;
  for (const organization of [home, victim, suspended]) await requireRows(sql, relations, organization);
  return { relations, home, victim, suspended, cast };
}

async function createOrg(
  sql: Sql,
  relations: Relation[],
  word: string,
  phone: string,
): Promise<Organization> {
  const people = {} as Record<Role, TestUser>;
  for (const role of memberRoles) people[role] = await createPerson(sql, word, phone, role);
  const id = await createOrganization(sql, people.owner, { name: `${word} works`, slug: word });
  for (const role of memberRoles) if (role !== "owner") await addMember(sql, id, people[role], role);
  const specialist = await createSpecialist(sql, id, word, phone);
  const organization: Organization = { id, word, phone, people, specialist, rows: new Map() };
  await fillOrganization(sql, organization);
  // Members and departments name each other: the members are there already.
  const members = relations.find(({ label }) => label === "public.organization_members");
  const member = members && (await findRow(sql, members, organization));
  if (member) organization.rows.set("public.organization_members", member);
  await sql.begin(async (tx) => {
    const ground: Ground = { orgId: id, word, phone, userId: people.technician.id, rows: organization.rows };
    await tx.unsafe(rowsBefore(ground));
    for (const relation of inDependencyOrder(relations)) {
      if (relation.kind !== "table" && relation.kind !== "partitioned") continue;
      if (ofNobody[relation.label]) continue;
      const row = madeByTheProject[relation.label]
        ? await findRow(tx as unknown as Sql, relation, organization)
        : await insertRow(tx, relation, ground).catch((error: unknown) => {
            throw new Error(`${relation.label} cannot be seeded: ${String(error)}`, { cause: error });
          });
      if (row) organization.rows.set(relation.label, row);
    }
    await tx.unsafe(furtherRows(ground)).simple();
  });
  return organization;
}

async function createPerson(sql: Sql, word: string, phone: string, part: string): Promise<TestUser> {
  const user = await createUser(sql, { email: `${word}.${part}@people.test`, name: `${word} ${part}` });
  await sql`
    update public.profiles set phone = ${phone}, avatar_path = ${`${word}/avatar`}, metadata = ${sql.json({ note: `${word} metadata` })}
    where id = ${user.id}`;
  return user;
}

/** He may read visits and, by a grant of his own, change customers; a denial takes the notes of his role away. */
async function createSpecialist(sql: Sql, orgId: string, word: string, phone: string): Promise<TestUser> {
  const user = await createPerson(sql, word, phone, "specialist");
  await addMember(sql, orgId, user, "dispatcher");
  await sql`
    with made as (
      insert into public.custom_roles (org_id, name, description, based_on, rights)
      values (${orgId}, ${`${word} role`}, ${`${word} description`}, 'dispatcher', ${sql.json({
        bookings: { read: "all" },
        customers: { read: "all" },
        tags: { read: "all" },
      })})
      returning org_id, id
    )
    insert into public.user_roles (org_id, user_id, custom_role_id) select org_id, ${user.id}, id from made`;
  await sql`
    insert into public.user_permissions (org_id, user_id, resource, permission, effect, reason) values
      (${orgId}, ${user.id}, 'customers', 'update', 'grant', ${`${word} reason`}),
      (${orgId}, ${user.id}, 'tags', 'read', 'deny', ${`${word} reason`})`;
  return user;
}

/** Texts an organization has no columns for at its creation. */
async function fillOrganization(sql: Sql, { id, word }: Organization): Promise<void> {
  await sql`
    update public.organizations set legal_name = ${`${word} legal`}, sender_name = ${`${word} sender`},
      email = ${`${word}@office.test`}, address = ${`${word} address`}, plan = ${word}, getting_started = ${sql.json({ note: `${word} started` })}
    where id = ${id}`;
}

async function createCast(
  sql: Sql,
  home: Organization,
  victim: Organization,
  suspended: Organization,
): Promise<World["cast"]> {
  // What they may see of themselves must not look like a leak.
  const person = (part: string) => createPerson(sql, "neutral", "+12025550100", part);
  const cast = {
    removed: await person("removed"),
    paused: await person("paused"),
    stranded: await person("stranded"),
    inactive: await person("inactive"),
    deleted: await person("deleted"),
    both: await person("both"),
    invited: await person("invited"),
    newcomer: await person("newcomer"),
  };
  await addMember(sql, victim.id, cast.removed, "admin", "removed");
  await addMember(sql, victim.id, cast.paused, "admin", "suspended");
  await addMember(sql, suspended.id, cast.stranded, "owner");
  await addMember(sql, victim.id, cast.inactive, "admin");
  await addMember(sql, victim.id, cast.deleted, "admin");
  await addMember(sql, victim.id, cast.both, "admin");
  await addMember(sql, home.id, cast.both, "admin");
  await sql`update public.profiles set is_active = false where id = ${cast.inactive.id}`;
  await sql`update public.profiles set deleted_at = now() where id = ${cast.deleted.id}`;
  cast.both.sessionId = await createSession(sql, cast.both.id);
  return cast;
}

async function findRow(sql: Sql, relation: Relation, organization: Organization): Promise<Row | undefined> {
  const where = rowsOf(relation, organization.id);
  if (where === null) return undefined;
  const [row] = await sql.unsafe<{ row: Row }[]>(
    `select to_jsonb(t) as row from ${quoteName(relation.schema)}.${quoteName(relation.name)} t where ${where}
     order by to_jsonb(t) ->> 'user_id' = $1 desc, to_jsonb(t) ->> 'id' = $1 desc limit 1`,
    // Of people and memberships it is the technician's, so that a row assigned to him is his own.
    [organization.people.technician.id],
  );
  return row?.row;
}

/** Each relation holds a row of the organization, and each text column that has room for it the organization's word. */
async function requireRows(sql: Sql, relations: Relation[], organization: Organization): Promise<void> {
  const empty: string[] = [];
  for (const relation of relations) {
    const where = rowsOf(relation, organization.id);
    if (where === null || relation.kind === "partition") continue;
    const row = await findRow(sql, relation, organization);
    if (!row) {
      empty.push(relation.label);
      continue;
    }
    organization.rows.set(relation.label, organization.rows.get(relation.label) ?? row);
    empty.push(...(await wordless(sql, relation, where, organization.word)));
  }
  if (empty.length > 0) throw new Error(`Not seeded for ${organization.word}: ${empty.join(", ")}`);
}

/** Text columns that no row of the organization carries the word in although their form would allow it. */
async function wordless(sql: Sql, relation: Relation, where: string, word: string): Promise<string[]> {
  const texts = relation.columns.filter(
    (column) => ["text", "text[]", "jsonb"].includes(column.type) && !isFormBound(column),
  );
  if (texts.length === 0) return [];
  const tests = texts.map(
    ({ name }) => `coalesce(bool_or(t.${quoteName(name)}::text like '%${word}%'), false)`,
  );
  const [found] = await sql
    .unsafe(
      `select ${tests.join(", ")} from ${quoteName(relation.schema)}.${quoteName(relation.name)} t where ${where}`,
    )
    .values();
  return texts
    .filter((_, index) => found?.[index] !== true)
    .map((column) => `${relation.label}.${column.name}`);
}

/** What a row of this relation would name as a reference: the key of the organization's row in the referenced table. */
export function referenceTo(organization: Organization, relation: Relation, column: string): unknown {
  for (const reference of relation.references) {
    const position = reference.columns.indexOf(column);
    if (position < 0 || column === "org_id") continue;
    const row = organization.rows.get(reference.target);
    return row?.[reference.targetColumns[position] ?? "id"];
  }
  throw new Error(`${relation.label}.${column} is no reference.`);
}
