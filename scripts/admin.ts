/**
 * The operator's commands. They see organizations, never their contents, and each change is in the organization's
 * audit log with the actor "operator" (a trigger writes it; this file could not leave it out).
 *
 *   npm run admin -- orgs
 *   npm run admin -- show SLUG
 *   npm run admin -- suspend SLUG
 *   npm run admin -- resume SLUG                     also takes back a deletion whose grace has not ended
 *   npm run admin -- plan SLUG NAME
 *   npm run admin -- delete SLUG --confirm SLUG [--grace-days 30] [--reason TEXT]
 */
import { parseArgs } from "node:util";
import postgres from "postgres";
import { StackError, runScript } from "./stack/stack-error";

const usage =
  "Commands: npm run admin -- orgs | show SLUG | suspend SLUG | resume SLUG | plan SLUG NAME | delete SLUG --confirm SLUG [--grace-days 30] [--reason TEXT]";

type Organization = {
  id: string;
  slug: string;
  name: string;
  status: string;
  plan: string;
  members: number;
  created_at: Date;
  closes_at: Date | null;
};
type Flags = { confirm?: string | undefined; "grace-days": string; reason?: string | undefined };
type Call = { sql: postgres.Sql; args: readonly string[]; flags: Flags };

const day = (at: Date) => at.toISOString().slice(0, 10);

function selectOrganizations(sql: postgres.Sql, slug: string | null): Promise<Organization[]> {
  return sql<Organization[]>`
    select o.id, o.slug, o.name, o.status, o.plan, o.created_at, c.closes_at,
      (select count(*)::int from public.organization_members as m where m.org_id = o.id and m.status = 'active') as members
    from public.organizations as o
    left join ops.closings as c on c.org_id = o.id
    where o.deleted_at is null and (${slug}::text is null or o.slug = ${slug})
    order by o.slug`;
}

async function find({ sql, args: [slug] }: Call): Promise<Organization> {
  if (!slug) throw new StackError(usage);
  const [found] = await selectOrganizations(sql, slug);
  if (!found)
    throw new StackError(`There is no organization "${slug}". \`npm run admin -- orgs\` lists them.`);
  return found;
}

async function listOrganizations({ sql }: Call): Promise<void> {
  const rows = await selectOrganizations(sql, null);
  for (const { slug, name, status, plan, members, created_at: createdAt, closes_at: closesAt } of rows) {
    const facts = [
      slug.padEnd(24),
      status.padEnd(10),
      plan.padEnd(10),
      String(members).padStart(5),
      day(createdAt),
    ];
    const end = closesAt ? `  (deleted from ${day(closesAt)})` : "";
    console.log(`${facts.join("  ")}  ${name}${end}`);
  }
  console.log(`${rows.length} organizations`);
}

/** How much there is, never what. */
async function showOrganization(call: Call): Promise<void> {
  const found = await find(call);
  const [counts] = await call.sql<Record<string, string>[]>`
    select
      (select count(*) from public.customers as r where r.org_id = ${found.id} and r.deleted_at is null) as customers,
      (select count(*) from public.bookings as r where r.org_id = ${found.id}) as visits,
      (select count(*) from public.audit_logs as r where r.org_id = ${found.id}) as "audit lines",
      (select count(*) from private.archives as r where r.org_id = ${found.id}) as "archived parts",
      (
        select pg_size_pretty(coalesce(sum((o.metadata ->> 'size')::bigint), 0))
        from storage.objects as o where o.name like ${`${found.id}/%`}
      ) as files`;
  const facts = {
    slug: found.slug,
    name: found.name,
    status: found.status,
    plan: found.plan,
    members: found.members,
    since: day(found.created_at),
    ...(found.closes_at ? { "deleted from": day(found.closes_at) } : {}),
    ...counts,
  };
  for (const [name, value] of Object.entries(facts)) console.log(`${name.padEnd(16)}${value}`);
}

/** A suspended organization is closed for its members at their next statement; its data stays as it is. */
async function suspend(call: Call): Promise<void> {
  const { id, slug, status } = await find(call);
  const changed = await call.sql`
    update public.organizations set status = 'suspended' where id = ${id} and status = 'active' returning id`;
  if (changed.length === 0) throw new StackError(`"${slug}" is ${status}, not active: nothing was changed.`);
  console.log(`"${slug}" is suspended now.`);
}

async function resume(call: Call): Promise<void> {
  const { id, slug, status } = await find(call);
  if (status === "closing") {
    await call.sql`select private.cancel_closing(${id})`;
    const [now] = await selectOrganizations(call.sql, slug);
    return console.log(`"${slug}" is not deleted; it is ${now?.status ?? "gone"} again, as it was before.`);
  }
  const changed = await call.sql`
    update public.organizations set status = 'active' where id = ${id} and status = 'suspended' returning id`;
  if (changed.length === 0)
    throw new StackError(`"${slug}" is ${status}, not suspended: nothing was changed.`);
  console.log(`"${slug}" is active now.`);
}

async function setPlan(call: Call): Promise<void> {
  const { id, slug, plan } = await find(call);
  const wanted = call.args[1];
  if (!wanted || !/^[a-z0-9_]{1,40}$/.test(wanted))
    throw new StackError(
      "A plan is named by up to 40 small letters, digits and _: npm run admin -- plan SLUG NAME",
    );
  await call.sql`update public.organizations set plan = ${wanted} where id = ${id}`;
  console.log(`"${slug}" has the plan ${wanted} now; it was ${plan}.`);
}

async function deleteOrganization(call: Call): Promise<void> {
  const { id, slug, members, status } = await find(call);
  const { confirm, reason, "grace-days": graceDays } = call.flags;
  const grace = Number(graceDays);
  if (!Number.isInteger(grace) || grace < 0 || grace > 3650)
    throw new StackError("--grace-days is a whole number of days.");
  if (confirm !== slug) {
    throw new StackError(
      `This deletes "${slug}" with all it has (${members} members) after ${grace} days, and closes it at once. Say it again with --confirm ${slug}.`,
    );
  }
  const [row] = await call.sql<{ due: Date | null }[]>`
    select private.begin_closing(${id}, make_interval(days => ${grace}), ${reason ?? null}) as due`;
  if (!row?.due) throw new StackError(`"${slug}" is ${status} already: nothing was changed.`);
  console.log(
    `"${slug}" is closed now and deleted from ${day(row.due)}. Until then \`npm run admin -- resume ${slug}\` brings it back.`,
  );
}

const commands: Record<string, (call: Call) => Promise<void>> = {
  orgs: listOrganizations,
  show: showOrganization,
  suspend,
  resume,
  plan: setPlan,
  delete: deleteOrganization,
};

await runScript(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      confirm: { type: "string" },
      reason: { type: "string" },
      "grace-days": { type: "string", default: "30" },
    },
  });
  const [name = "", ...args] = positionals;
  const command = commands[name];
  if (!command) throw new StackError(usage);
  const url = process.env.ADMIN_DATABASE_URL;
  if (!url) {
    throw new StackError(
      "ADMIN_DATABASE_URL is not set: the address of the database for its owner. `npm start` writes it for the embedded one.",
    );
  }
  const sql = postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: "callout-admin" },
  });
  try {
    await command({ sql, args, flags: values });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ECONNREFUSED") {
      throw new StackError("The database does not answer. Is `npm start` running?");
    }
    throw error;
  } finally {
    await sql.end();
  }
});
