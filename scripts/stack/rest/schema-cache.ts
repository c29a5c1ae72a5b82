import { PostgresConnection } from "@supabase/lite/postgres";
import type { IntrospectResult } from "@supabase/lite";
import type postgres from "postgres";
import { groupKeys } from "./composite-joins";
import type { RestScope } from "./scope";

type ForeignKeys = IntrospectResult["foreign_keys"];

export type SchemaCache = {
  get(): Promise<IntrospectResult>;
  /** Column pairs of each composite foreign key, as of the description last loaded. */
  compositeKeys(): ForeignKeys[];
  /** The role's statement_timeout, as PostgREST applies it to each transaction. */
  timeoutOf(role: string): Promise<string>;
  isReadOnly(scope: RestScope): boolean;
  reload(): void;
  close(): Promise<void>;
};

type Loaded = {
  description: IntrospectResult;
  composite: ForeignKeys[];
  readOnly: Set<string>;
  timeouts: Map<string, string>;
};

/**
 * What the engine knows of the database. Read as superuser, because the information schema hides what the
 * reader may not touch and `authenticator` may touch nothing; cut down to the exposed schemas, because the
 * engine looks tables up by bare name and would otherwise join a private table of the same name.
 */
export function createSchemaCache(adminUrl: string, schemas: string[]): SchemaCache {
  const reader = new PostgresConnection({
    url: adminUrl,
    postgresOptions: { max: 1, onnotice: () => undefined, connection: { application_name: "rest schema" } },
  });
  let loading: Promise<Loaded> | undefined;
  let loaded: Loaded | undefined;
  const load = (): Promise<Loaded> => {
    if (loading) return loading;
    const attempt = read(reader, new Set(schemas));
    loading = attempt;
    attempt.then(
      (result) => (loaded = result),
      () => (loading = undefined),
    );
    return attempt;
  };
  return {
    get: async () => (await load()).description,
    compositeKeys: () => loaded?.composite ?? [],
    async timeoutOf(role) {
      const { timeouts } = await load();
      return timeouts.get(role) ?? timeouts.get("authenticator") ?? "8s";
    },
    isReadOnly(scope) {
      if (scope.method === "GET" || scope.method === "HEAD") return true;
      return (
        scope.path.startsWith("/rpc/") && loaded?.readOnly.has(scope.path.slice("/rpc/".length)) === true
      );
    },
    reload: () => (loading = undefined),
    close: () => reader.close(),
  };
}

async function read(reader: PostgresConnection, exposed: Set<string>): Promise<Loaded> {
  const all = await reader.introspect({ useCache: false });
  // The engine answers an empty description instead of an error when its queries fail.
  if (!all.functions) throw new Error("The schema could not be read for the REST schema cache.");
  const description = restrict(all, exposed);
  return {
    description,
    composite: groupKeys(description.foreign_keys).filter((group) => group.length > 1),
    readOnly: readOnlyNames(description),
    timeouts: await readTimeouts(reader),
  };
}

async function readTimeouts(reader: PostgresConnection): Promise<Map<string, string>> {
  const driver = reader.driver as postgres.Sql;
  const rows = await driver<{ role: string; setting: string }[]>`
    select r.rolname as role, split_part(s.setting, '=', 2) as setting
    from pg_catalog.pg_roles r, unnest(r.rolconfig) as s(setting)
    where s.setting like 'statement_timeout=%'`;
  return new Map(rows.map((row) => [row.role, row.setting]));
}

function restrict(all: IntrospectResult, exposed: Set<string>): IntrospectResult {
  const inside = <T extends { schema?: string }>(rows: T[]) =>
    rows.filter((row) => exposed.has(row.schema ?? ""));
  const tables = inside(all.tables);
  const names = new Set(tables.map((table) => table.name));
  return {
    ...all,
    tables,
    columns: inside(all.columns),
    indexes: inside(all.indexes),
    foreign_keys: orderKeys(inside(all.foreign_keys).filter((key) => names.has(key.ref_table))),
    primary_keys: inside(all.primary_keys),
    views: inside(all.views),
    unique_constraints: all.unique_constraints && inside(all.unique_constraints),
    check_constraints: inside(all.check_constraints),
    comments: [],
    functions: inside(all.functions ?? []).filter((one) => one.return_type !== "trigger"),
  };
}

/**
 * A hint that names a constraint makes the engine join on the first column of that constraint. In a composite
 * key that is `org_id`, shared by all keys: the column that tells the keys apart must come first.
 */
function orderKeys(keys: ForeignKeys): ForeignKeys {
  const uses = new Map<string, Set<string>>();
  for (const key of keys) {
    const column = `${key.table}.${key.column}`;
    uses.set(column, (uses.get(column) ?? new Set()).add(key.foreign_key_name));
  }
  const shared = (key: ForeignKeys[number]) =>
    key.column === "org_id" ? Number.MAX_SAFE_INTEGER : (uses.get(`${key.table}.${key.column}`)?.size ?? 0);
  return groupKeys(keys).flatMap((group) => group.toSorted((left, right) => shared(left) - shared(right)));
}

/** Functions of which every overload is stable or immutable: PostgREST runs them read-only. */
function readOnlyNames(description: IntrospectResult): Set<string> {
  const writing = new Set<string>();
  const all = new Set<string>();
  for (const one of description.functions ?? []) {
    all.add(one.name);
    if (one.volatility === "v") writing.add(one.name);
  }
  return new Set([...all].filter((name) => !writing.has(name)));
}
