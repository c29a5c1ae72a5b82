import { json } from "../http";
import { asCaller } from "./context";
import type { Call, StorageContext } from "./context";
import { invalidBody } from "./errors";

const SORT_COLUMNS = ["name", "updated_at", "created_at", "last_accessed_at"];
const MOST_LISTED = 1000;

/** One folder: its objects, and its folders as entries without an id. */
export async function listObjects(
  context: StorageContext,
  call: Call,
  bucketId: string,
  body: Record<string, unknown>,
) {
  const { prefix, search, limit, offset, column, order } = askedOf(body);
  const rows = await asCaller(
    context,
    call.caller,
    (sql) => sql`
      with found as (
        select id, updated_at, created_at, last_accessed_at, metadata, substr(name, ${prefix.length + 1}) as rest
        from storage.objects
        where bucket_id = ${bucketId} and starts_with(name, ${prefix})
          and name ilike ${`${escapeLike(prefix + search)}%`}
      ),
      entries as (
        select distinct split_part(rest, '/', 1) as name, null::uuid as id, null::timestamptz as updated_at,
          null::timestamptz as created_at, null::timestamptz as last_accessed_at, null::jsonb as metadata
        from found where position('/' in rest) > 0
        union all
        select rest, id, updated_at, created_at, last_accessed_at, metadata
        from found where position('/' in rest) = 0
      )
      select * from entries order by (id is not null), ${sql(column)} ${order === "desc" ? sql`desc` : sql`asc`}, name
      limit ${limit} offset ${offset}`,
  );
  return json(rows);
}

function askedOf(body: Record<string, unknown>) {
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const number = (value: unknown, fallback: number, most: number) => {
    const given = value === undefined || value === null ? fallback : Number(value);
    if (!Number.isInteger(given) || given < 0)
      throw invalidBody("body/limit and body/offset must be numbers");
    return Math.min(given, most);
  };
  const folder = text(body.prefix).replace(/^\/+|\/+$/g, "");
  const sortBy = (body.sortBy ?? {}) as { column?: unknown; order?: unknown };
  const column = text(sortBy.column) || "name";
  if (!SORT_COLUMNS.includes(column))
    throw invalidBody(`body/sortBy/column must be one of ${SORT_COLUMNS.join(", ")}`);
  return {
    prefix: folder === "" ? "" : `${folder}/`,
    search: text(body.search),
    limit: number(body.limit, 100, MOST_LISTED),
    offset: number(body.offset, 0, 1_000_000),
    column,
    order: text(sortBy.order) === "desc" ? "desc" : "asc",
  };
}

const escapeLike = (value: string) => value.replace(/[\\%_]/g, "\\$&");
