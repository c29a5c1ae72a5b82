import { quote, quoteName, rolledBack } from "./database";
import type { Sql } from "./database";

export type Argument = { name: string; type: string };

/** A function of the project with who may execute it. */
export type DatabaseFunction = {
  schema: string;
  name: string;
  label: string;
  arguments: Argument[];
  isTrigger: boolean;
  callers: string[];
};

export async function readFunctions(sql: Sql): Promise<DatabaseFunction[]> {
  const rows = await rolledBack(sql, async (tx) => {
    // Types are then printed with their schema: not every caller has the same path, or any.
    await tx`set local search_path = ''`;
    return tx<(Omit<DatabaseFunction, "arguments"> & { names: string[]; types: string[] })[]>`
    select n.nspname as schema, p.proname as name, n.nspname || '.' || p.proname as label,
      p.prorettype = 'trigger'::regtype as "isTrigger",
      coalesce(p.proargnames, '{}') as names,
      array(select format_type(t.oid, null) from unnest(p.proargtypes) with ordinality t(oid, n) order by t.n) as types,
      array(select coalesce(r.rolname::text, 'public') from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
        left join pg_roles r on r.oid = x.grantee where x.grantee <> p.proowner) as callers
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('public', 'private', 'ops') and p.prokind = 'f'
    order by 3`;
  });
  return rows.map(({ names, types, ...found }) => ({
    ...found,
    arguments: types.map((type, index) => ({ name: names[index] ?? "", type })),
  }));
}

/** A call by argument names; what is not named takes a value of its type that means nothing. */
export function callOf(target: DatabaseFunction, values: Record<string, unknown>): string {
  const list = target.arguments.map(({ name, type }) => {
    const value = name in values ? literal(values[name], type) : emptyValue(type);
    return `${name === "" ? "" : `${quoteName(name)} => `}${value}::${type}`;
  });
  const call = `${quoteName(target.schema)}.${quoteName(target.name)}(${list.join(", ")})`;
  return target.isTrigger ? `select ${call}` : `select * from ${call} as result`;
}

function literal(value: unknown, type: string): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value) && type !== "jsonb")
    return `array[${value.map((item) => literal(item, "")).join(", ")}]`;
  return quote(typeof value === "string" ? value : JSON.stringify(value));
}

function emptyValue(type: string): string {
  if (type.endsWith("[]")) return "'{}'";
  switch (type) {
    case "jsonb":
      return "'{}'";
    case "integer":
    case "bigint":
      return "1";
    case "text":
      return "'word'";
    // A strict function of null is folded away before anybody asks whether it may be called.
    case "double precision":
      return "1";
    case "bytea":
      return "'\\x00'";
    default:
      return "null";
  }
}
