import { PostgresConnection } from "@supabase/lite/postgres";
import type { ConnectionContextOptions, VarsContext } from "@supabase/lite";
import { sql } from "kysely";
import type { Kysely, Transaction } from "kysely";
import { compositeJoins } from "./composite-joins";
import { columnTypes } from "./column-types";
import { normalizeError } from "./errors";
import type { SchemaCache } from "./schema-cache";
import { dropSelfHints } from "./self-embeds";
import { restScope } from "./scope";
import type { RestScope } from "./scope";

// The engine's own signature: table types are unknown to it, so rows are untyped here and nowhere else.
// oxlint-disable-next-line typescript/no-explicit-any
type Db = Kysely<any>;

/**
 * The engine's connection, with what it does per request replaced by what PostgREST does: it logs in as
 * `authenticator`, which owns nothing and can only become the API roles, never grants anything, and sets role,
 * claims and request settings in one statement at the head of one transaction.
 */
export function createRestConnection(url: string, cache: SchemaCache, poolSize: number): PostgresConnection {
  const connection = new PostgresConnection({
    url,
    postgresOptions: {
      max: poolSize,
      onnotice: () => undefined,
      connection: { application_name: "rest" },
      types: columnTypes,
    },
  });
  // The engine reads the schema before it builds a query, so the keys are known when the plugin asks.
  connection.kysely = connection.kysely.withPlugin(compositeJoins(() => cache.compositeKeys()));
  const check = connection.onPostgrestAST.bind(connection);
  connection.onPostgrestAST = async (ast) => {
    dropSelfHints(ast, (await cache.get()).foreign_keys);
    return check(ast);
  };
  connection.introspect = () => cache.get();
  connection.normalizeDbError = normalizeError;
  connection.withContext = async <T>(
    vars: VarsContext | undefined,
    work: (db: Db) => Promise<T>,
    options?: ConnectionContextOptions,
  ): Promise<T> => {
    const scope = restScope.getStore();
    if (!scope || !vars) throw new Error("The REST engine was called outside a request.");
    if (options?.transaction) return work(options.transaction);
    const database = connection.kysely as Db;
    return database.transaction().execute(async (transaction) => {
      await enter(transaction, scope, cache);
      return work(transaction);
    });
  };
  return connection;
}

async function enter(transaction: Transaction<unknown>, scope: RestScope, cache: SchemaCache): Promise<void> {
  const role = typeof scope.claims.role === "string" ? scope.claims.role : "anon";
  const limit = await cache.timeoutOf(role);
  await sql`select
    set_config('search_path', 'public, extensions', true),
    set_config('role', ${role}, true),
    set_config('request.jwt.claims', ${JSON.stringify({ ...scope.claims, role })}, true),
    set_config('request.method', ${scope.method}, true),
    set_config('request.path', ${scope.path}, true),
    set_config('request.headers', ${JSON.stringify(scope.headers)}, true),
    set_config('request.cookies', '{}', true),
    set_config('response.status', '', true),
    set_config('response.headers', '', true),
    set_config('statement_timeout', ${limit}, true),
    set_config('transaction_read_only', ${cache.isReadOnly(scope) ? "on" : "off"}, true)`.execute(
    transaction,
  );
}
