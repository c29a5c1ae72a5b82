import type { Relation } from "../../support/relations";
import type { Row } from "../../support/seeding-values";
import type { Aim } from "./verbs";
import { besides, referenceColumns, writable } from "./verbs";

export type RestRequest = {
  verb: string;
  method: "GET" | "HEAD" | "POST" | "PATCH" | "DELETE";
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  /**
   * What must come back: `nothing` (2xx without a row), `forbidden` (42501), `no such row` (23503) or `not exposed`
   * (REST does not know the relation); `unsafe` is the refusal of a write without a filter.
   */
  ending: "nothing" | "forbidden" | "as the twin" | "not exposed" | "unsafe";
  /** The same with an own value; it decides how the attempt must end, as by SQL. */
  twin?: RestRequest;
};

const json = { "content-type": "application/json" };
const representation = { ...json, prefer: "return=representation" };

/** The verbs of the matrix as PostgREST's clients speak them. */
export function restRequests(aim: Aim): RestRequest[] {
  if (aim.relation.schema !== "public") return hidden(aim.relation);
  return [...reads(aim), ...changes(aim), ...references(aim), ...makings(aim), ...removals(aim)];
}

/** Internal relations have no address, neither in the exposed schema nor by naming their own. */
function hidden(relation: Relation): RestRequest[] {
  const path = `/${relation.name}`;
  const headers = { ...json, "content-profile": relation.schema };
  return [
    { verb: "select", method: "GET", path, ending: "not exposed" },
    { verb: "insert in its schema", method: "POST", path, headers, body: {}, ending: "not exposed" },
  ];
}

const keyFilter = (relation: Relation, row: Row): string =>
  relation.key.map((name) => `${name}=eq.${encodeURIComponent(String(row[name]))}`).join("&");

const everyRow = (relation: Relation): string => `${relation.key[0]}=not.is.null`;

function can(aim: Aim, verb: "select" | "insert" | "update", names: string[]): boolean {
  const has = aim.may.columns(aim.role, aim.relation, verb);
  return has.length > 0 && names.every((name) => has.includes(name));
}

function reads(aim: Aim): RestRequest[] {
  const { relation, target, may, role } = aim;
  const readable = may.columns(role, relation, "select");
  const ending = readable.length > 0 ? "nothing" : "forbidden";
  const columns = (readable.length > 0 ? readable : relation.columns.map((column) => column.name)).join(",");
  const list = `/${relation.name}?select=${columns}`;
  const key = keyFilter(relation, target);
  return [
    { verb: "select", method: "GET", path: list, ending },
    { verb: "select by key", method: "GET", path: `${list}&${key}`, ending },
    { verb: "count", method: "HEAD", path: `${list}&${key}`, headers: { prefer: "count=exact" }, ending },
  ];
}

function changes(aim: Aim): RestRequest[] {
  const { relation, target, own } = aim;
  const { name, raw } = writable(aim);
  const granted = can(aim, "update", [name]);
  const patch = (body: Row, where: string) => ({
    method: "PATCH" as const,
    path: `/${relation.name}${where}`,
    body,
    headers: representation,
  });
  const readable = aim.may.columns(aim.role, relation, "select");
  const key = `?${keyFilter(relation, target)}${readable.length > 0 ? `&select=${readable.join(",")}` : ""}`;
  const list: RestRequest[] = [
    {
      verb: "update by key",
      ...patch({ [name]: raw }, key),
      ending: granted && can(aim, "select", relation.key) ? "nothing" : "forbidden",
    },
    // REST refuses a write without a filter before anything else; a filter that all rows pass is let through.
    { verb: "update without where", ...patch({ [name]: raw }, ""), headers: json, ending: "unsafe" },
    {
      verb: "update of all rows",
      ...patch({ [name]: raw }, `?${everyRow(relation)}`),
      headers: json,
      ending: granted && can(aim, "select", relation.key.slice(0, 1)) ? "nothing" : "forbidden",
    },
  ];
  for (const fixed of ["org_id", "id", "version", "deleted_at"]) {
    const column = relation.columns.find((candidate) => candidate.name === fixed);
    if (!column) continue;
    const value =
      column.type === "uuid"
        ? (own?.[fixed] ?? crypto.randomUUID())
        : column.type === "bigint"
          ? 99
          : "2026-01-01T00:00:00Z";
    list.push({ verb: `update of ${fixed}`, ...patch({ [fixed]: value }, key), ending: "forbidden" });
    if (own && column.type === "uuid") {
      const where = `?${keyFilter(relation, own)}`;
      list.push({
        verb: `own row's ${fixed} to the victim's`,
        ...patch({ [fixed]: target[fixed] }, where),
        ending: "forbidden",
      });
    }
  }
  return list;
}

function references(aim: Aim): RestRequest[] {
  const { relation, own } = aim;
  if (!own) return [];
  return referenceColumns(relation).map((name): RestRequest => {
    const request = (value: unknown): RestRequest => ({
      verb: `update of ${name} to the victim's`,
      method: "PATCH",
      path: `/${relation.name}?${keyFilter(relation, own)}`,
      body: { [name]: value },
      headers: representation,
      ending: "as the twin",
    });
    return { ...request(aim.foreign(name)), twin: request(own[name] ?? null) };
  });
}

function makings(aim: Aim): RestRequest[] {
  const { relation, target } = aim;
  const granted = aim.may.columns(aim.role, relation, "insert");
  const names = relation.columns
    .filter((column) => !column.isGenerated && (granted.length === 0 || granted.includes(column.name)))
    .map((column) => column.name);
  // What one of them has made stays over REST: the next one is another row.
  const bodyOf = (row: Row): Row => Object.fromEntries(names.map((name) => [name, row[name]]));
  const body = bodyOf(besides(target));
  const fresh = "id" in body && relation.key.includes("org_id") ? { ...body, id: crypto.randomUUID() } : body;
  return [
    {
      verb: "insert",
      method: "POST",
      path: `/${relation.name}`,
      body: fresh,
      headers: json,
      ending: "forbidden",
    },
    {
      verb: "upsert",
      method: "POST",
      path: `/${relation.name}?on_conflict=${relation.key.join(",")}`,
      body: bodyOf(besides(target)),
      headers: { ...json, prefer: "resolution=merge-duplicates" },
      ending: "forbidden",
    },
  ];
}

function removals(aim: Aim): RestRequest[] {
  const { relation, role, may, target } = aim;
  const ending = may.table(role, relation, "delete") ? "nothing" : "forbidden";
  const path = `/${relation.name}`;
  return [
    { verb: "delete", method: "DELETE", path: `${path}?${keyFilter(relation, target)}`, ending },
    { verb: "delete without where", method: "DELETE", path, ending: "unsafe" },
    { verb: "delete of all rows", method: "DELETE", path: `${path}?${everyRow(relation)}`, ending },
  ];
}
