import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";
import { cloneDatabase, dropDatabase } from "./cluster";

export type Sql = postgres.Sql;
export type Transaction = postgres.TransactionSql;

/** The claims of an access token as the database sees them in `request.jwt.claims`. */
export type Claims = {
  sub?: string;
  role: string;
  session_id?: string;
  org_id?: string;
  org_role?: string;
  principal?: string;
  /** How the session was earned, and when in seconds since 1970. */
  amr?: { method: string; timestamp: number }[];
  /** Of a person who typed the password and still owes a code. */
  needs_code?: boolean;
  /** Of a customer's link: the session its token was exchanged for. */
  portal_session?: string;
  /** Of a visitor of a booking page: the hashes of his cookie and of his network address. */
  book_visitor?: string;
  book_ip?: string;
};

/** Who a statement runs as: what REST sets before a request's own statement, and nothing more. */
export type Identity = {
  name: string;
  role: "anon" | "authenticated" | "service_role" | "supabase_auth_admin" | "callout_worker";
  /** null: no token at all, `request.jwt.claims` is empty. */
  claims: Claims | null;
  headers?: Record<string, string>;
};

export type TestDatabase = {
  name: string;
  /** Superuser's address of this clone. */
  url: string;
  /** Superuser: prepares and inspects, never what is under test. */
  sql: Sql;
  close: () => Promise<void>;
};

/** A copy of the migrated database for the calling file alone; it vanishes with `close`. */
export async function openDatabase(template?: string): Promise<TestDatabase> {
  const cluster = inject("cluster");
  const name = `test_${process.pid}_${randomUUID().slice(0, 8)}`;
  const url = await cloneDatabase(cluster, name, template);
  const sql = connect(url);
  if (cluster.plant !== undefined && template === undefined) await sql.unsafe(cluster.plant).simple();
  // A worker would have made the new month's partitions long ago; here nobody keeps house.
  if (monthsSince(cluster.madeAt) > 0) await sql`select private.run_maintenance(now())`;
  return {
    name,
    url,
    sql,
    close: async () => {
      await sql.end({ timeout: 5 });
      await dropDatabase(cluster, name);
    },
  };
}

/** How often a month has begun since, in UTC. */
export function monthsSince(instant: number): number {
  const monthOf = (at: Date) => at.getUTCFullYear() * 12 + at.getUTCMonth();
  return monthOf(new Date()) - monthOf(new Date(instant));
}

export function connect(url: string, max = 4): Sql {
  return postgres(url, { max, onnotice: () => undefined, idle_timeout: 60, connection: { TimeZone: "UTC" } });
}

/** Thrown to leave a transaction or savepoint without its effects; carries the result out. */
class Undo<T> extends Error {
  constructor(readonly result: T) {
    super("undo");
  }
}

/** Runs `work` in a transaction of its own and takes all of its effects back. */
export async function rolledBack<T>(sql: Sql, work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    await sql.begin(async (tx) => {
      throw new Undo(await work(tx));
    });
  } catch (error) {
    if (error instanceof Undo) return error.result as T;
    throw error;
  }
  throw new Error("unreachable: a transaction that is rolled back never returns");
}

/**
 * Runs `work` in a transaction of its own as `identity`. The effects are taken back unless `commit` is set, so that a
 * file's tests do not see one another.
 */
export async function asIdentity<T>(
  sql: Sql,
  identity: Identity,
  work: (tx: Transaction) => Promise<T>,
  options: { commit?: boolean } = {},
): Promise<T> {
  const asked = async (tx: Transaction): Promise<T> => {
    await become(tx, identity);
    return work(tx);
  };
  if (!options.commit) return rolledBack(sql, asked);
  const { value } = (await sql.begin(async (tx) => ({ value: await asked(tx) }))) as { value: T };
  return value;
}

/** Within a savepoint: runs `work` and always takes its effects back, also those of an error. */
export async function undone<T>(tx: Transaction, work: (inner: Transaction) => Promise<T>): Promise<T> {
  try {
    await tx.savepoint(async (inner) => {
      throw new Undo(await work(inner));
    });
  } catch (error) {
    if (error instanceof Undo) return error.result as T;
    throw error;
  }
  throw new Error("unreachable: a savepoint that is undone never returns");
}

/** From here to the end of the transaction (or savepoint) every statement is this identity's. */
export async function become(tx: Transaction, identity: Identity): Promise<void> {
  await tx.unsafe(becomeStatement(identity));
}

/** The statement that REST runs before a request's own; as text, because a batch sends both at once. */
export function becomeStatement(identity: Identity): string {
  const claims = identity.claims === null ? "" : JSON.stringify(identity.claims);
  const headers = JSON.stringify(identity.headers ?? {});
  return (
    `select set_config('role', ${quote(identity.role)}, true), ` +
    `set_config('request.jwt.claims', ${quote(claims)}, true), ` +
    `set_config('request.headers', ${quote(headers)}, true)`
  );
}

/** Back to the superuser who opened the connection, inside the same transaction. */
export async function becomeSuperuser(tx: Transaction): Promise<void> {
  await tx.unsafe(
    "select set_config('role', 'none', true), set_config('request.jwt.claims', '', true), set_config('request.headers', '{}', true)",
  );
}

export function quote(text: string): string {
  return text.includes("\\")
    ? ` E'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`
    : `'${text.replaceAll("'", "''")}'`;
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export type DatabaseError = { code: string; message: string; detail: string | null; hint: string | null };

/** The database's own answer to a statement that must fail; anything else (no error, a lost connection) fails the test. */
export async function refusal(work: Promise<unknown>): Promise<DatabaseError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof postgres.PostgresError) {
      return {
        code: error.code,
        message: error.message,
        detail: error.detail ?? null,
        hint: error.hint ?? null,
      };
    }
    throw error;
  }
  throw new Error("The statement was expected to be refused, but it succeeded.");
}

export type TestUser = { id: string; email: string; sessionId: string };

/** A confirmed person with one session, as sign-up leaves them behind (the profile comes by the project's trigger). */
export async function createUser(
  sql: Sql,
  user: { email?: string; name?: string; password?: string; id?: string } = {},
): Promise<TestUser> {
  const id = user.id ?? randomUUID();
  const email = (user.email ?? `${id.slice(0, 8)}@people.test`).toLowerCase();
  await sql`
    insert into auth.users (id, aud, role, email, email_confirmed_at, encrypted_password, raw_app_meta_data, raw_user_meta_data)
    values (${id}, 'authenticated', 'authenticated', ${email}, now(),
      ${user.password ?? null}::text, '{"provider":"email","providers":["email"]}',
      ${sql.json({ name: user.name ?? email.split("@")[0] ?? "person" })})`;
  if (user.password !== undefined) {
    // Four rounds: the cost of a hash is the sign-in tests' subject, not everybody's.
    await sql`update auth.users set encrypted_password = extensions.crypt(${user.password}, extensions.gen_salt('bf', 4)) where id = ${id}`;
  }
  return { id, email, sessionId: await createSession(sql, id) };
}

export async function createSession(sql: Sql, userId: string): Promise<string> {
  const sessionId = randomUUID();
  await sql`insert into auth.sessions (id, user_id, created_at, updated_at) values (${sessionId}, ${userId}, now(), now())`;
  return sessionId;
}

/** A sign-in of this moment: for ten minutes nobody is asked to prove once more that it is him. */
export const justSignedIn = (method = "password") => [{ method, timestamp: Math.floor(Date.now() / 1000) }];

/** The identity of a signed-in person; `orgId` is what the hook would have put into the token. */
export function signedIn(
  user: TestUser,
  orgId?: string,
  extra: { name?: string; orgRole?: string; headers?: Record<string, string> } = {},
): Identity {
  return {
    name: extra.name ?? user.email,
    role: "authenticated",
    claims: {
      sub: user.id,
      role: "authenticated",
      session_id: user.sessionId,
      amr: justSignedIn(),
      ...(orgId === undefined ? {} : { org_id: orgId }),
      ...(extra.orgRole === undefined ? {} : { org_role: extra.orgRole }),
    },
    headers: extra.headers,
  };
}

/** Through the project's own function, as onboarding does it; answers the new organization's id. */
export async function createOrganization(
  sql: Sql,
  owner: TestUser,
  organization: Record<string, string> & { name: string },
): Promise<string> {
  const payload = {
    country: "US",
    currency: "USD",
    locale: "en-US",
    time_zone: "America/New_York",
    trade: "hvac",
    ...organization,
  };
  return asIdentity(
    sql,
    signedIn(owner),
    async (tx) => {
      const [row] = await tx`select public.create_organization(${tx.json(payload)}) as answer`;
      const answer = row?.answer as { data: { id: string } };
      return answer.data.id;
    },
    { commit: true },
  );
}

/** Straight into the table, as superuser: how people join is the stories' subject. */
export async function addMember(
  sql: Sql,
  orgId: string,
  user: TestUser,
  role: string,
  status: "active" | "suspended" | "removed" = "active",
): Promise<void> {
  await sql`insert into public.organization_members (org_id, user_id, role, status) values (${orgId}, ${user.id}, ${role}, ${status})`;
}
