/**
 * The operator's commands. They see organizations, never their contents, and each change is in the organization's
 * audit log with the actor "operator" (a trigger writes it; this file could not leave it out).
 *
 *   npm run admin -- orgs
 *   npm run admin -- suspend SLUG
 *   npm run admin -- resume SLUG
 */
import postgres from "postgres";
import { StackError, runScript } from "./stack/stack-error";

const usage = "Commands: npm run admin -- orgs | suspend SLUG | resume SLUG";

type Organization = {
  slug: string;
  name: string;
  status: string;
  plan: string;
  members: number;
  created_at: Date;
};

async function listOrganizations(sql: postgres.Sql): Promise<void> {
  const rows = await sql<Organization[]>`
    select o.slug, o.name, o.status, o.plan, o.created_at,
      (select count(*)::int from public.organization_members as m where m.org_id = o.id and m.status = 'active') as members
    from public.organizations as o
    where o.deleted_at is null
    order by o.slug`;
  for (const { slug, name, status, plan, members, created_at: createdAt } of rows) {
    const facts = [
      slug.padEnd(24),
      status.padEnd(10),
      plan.padEnd(10),
      String(members).padStart(5),
      createdAt.toISOString().slice(0, 10),
    ];
    console.log(`${facts.join("  ")}  ${name}`);
  }
  console.log(`${rows.length} organizations`);
}

/** A suspended organization is closed for its members at their next statement; its data stays as it is. */
async function setStatus(
  sql: postgres.Sql,
  slug: string | undefined,
  from: string,
  to: string,
): Promise<void> {
  if (!slug) throw new StackError(usage);
  const [found] = await sql<{ status: string }[]>`
    select status from public.organizations where slug = ${slug} and deleted_at is null`;
  if (!found)
    throw new StackError(`There is no organization "${slug}". \`npm run admin -- orgs\` lists them.`);
  const changed = await sql`
    update public.organizations set status = ${to}
    where slug = ${slug} and status = ${from} and deleted_at is null returning id`;
  if (changed.length === 0)
    throw new StackError(`"${slug}" is ${found.status}, not ${from}: nothing was changed.`);
  console.log(`"${slug}" is ${to} now.`);
}

const commands: Record<string, (sql: postgres.Sql, slug?: string) => Promise<void>> = {
  orgs: listOrganizations,
  suspend: (sql, slug) => setStatus(sql, slug, "active", "suspended"),
  resume: (sql, slug) => setStatus(sql, slug, "suspended", "active"),
};

await runScript(async () => {
  const [name = "", slug] = process.argv.slice(2);
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
    await command(sql, slug);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ECONNREFUSED") {
      throw new StackError("The database does not answer. Is `npm start` running?");
    }
    throw error;
  } finally {
    await sql.end();
  }
});
