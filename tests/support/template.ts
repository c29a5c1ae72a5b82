import postgres from "postgres";
import { databasePassword } from "@/scripts/stack/credentials";

/**
 * What the stack adds to a database after its migrations: the key that signs request contexts, and the worker's
 * login. Roles belong to the cluster, so the login may exist already.
 */
export async function prepareTemplate(url: string, keys: { secret: string; context: string }): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    const [group] = await sql`select 1 from pg_catalog.pg_roles where rolname = 'callout_worker'`;
    if (group) {
      const [login] = await sql`select 1 from pg_catalog.pg_roles where rolname = 'callout_worker_login'`;
      if (!login) await sql.unsafe("create role callout_worker_login login inherit in role callout_worker");
      const password = databasePassword(keys.secret, "callout_worker_login");
      await sql.unsafe(`alter role callout_worker_login password '${password}'`);
    }
    const [store] =
      await sql`select 1 from pg_catalog.pg_tables where schemaname = 'private' and tablename = 'keys'`;
    if (store) {
      await sql`insert into private.keys (name, value) values ('context', ${Buffer.from(keys.context, "base64url")})
        on conflict (name) do update set value = excluded.value`;
    }
  } finally {
    await sql.end();
  }
}
