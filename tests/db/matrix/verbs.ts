import { quote, quoteName } from "../../support/database";
import type { Relation } from "../../support/relations";
import type { Row } from "../../support/seeding-values";
import type { Privileges } from "./privileges";

/**
 * How an attempt must end when it is aimed at a stranger's row:
 * - `nothing`: it runs and reaches no row of the victim (the using of a policy, or no row of the key);
 * - `forbidden`: SQLSTATE 42501, for want of a grant or by a with check;
 * - `no such row`: SQLSTATE 23503, the composite reference finds no row in the own organization.
 * `as the twin` stands for the last, or for what the same statement with an own row ends in.
 */
export type Ending = "nothing" | "forbidden" | "as the twin";

export type Attempt = {
  verb: string;
  statement: string;
  ending: Ending;
  /**
   * The same with an own row in the victim's place. How it ends decides how the attempt must end: where the own
   * reference is accepted, the foreign one finds no such row; where the role may not do it at all, neither may pass.
   */
  twin?: string;
};

/** Who tries what on whose row; `own` is a row of the attacker's organization, where it has one. */
export type Aim = {
  relation: Relation;
  role: string;
  target: Row;
  own: Row | null;
  may: Privileges;
  /** The victim's value for a reference: the key of one of its rows. */
  foreign: (column: string) => unknown;
};

const immutable = ["org_id", "id", "version", "deleted_at"];

export function attempts(aim: Aim): Attempt[] {
  return [
    ...reads(aim),
    ...updates(aim),
    ...fixedColumns(aim),
    ...references(aim),
    ...inserts(aim),
    ...removals(aim),
  ];
}

export function nameOf(relation: Relation): string {
  return `${quoteName(relation.schema)}.${quoteName(relation.name)}`;
}

/** The row's key as a condition; a view has none and is found by its id or organization. */
export function keyOf(relation: Relation, row: Row): string {
  const names = relation.key.length > 0 ? relation.key : ["id", "org_id"].filter((name) => name in row);
  return names.map((name) => `${quoteName(name)} = ${literal(row[name])}`).join(" and ");
}

const keyColumns = (relation: Relation, row: Row): string[] =>
  relation.key.length > 0 ? relation.key : ["id", "org_id"].filter((name) => name in row);

export function literal(value: unknown): string {
  if (value === null || value === undefined) return "null";
  // An array of anything else than texts is a document, and so is an empty one. Written as one literal it takes the
  // type of its column.
  if (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === "string"))
    return quote(`{${value.map((each) => `"${each.replace(/["\\]/g, "\\$&")}"`).join(",")}}`);
  return quote(typeof value === "string" ? value : JSON.stringify(value));
}

/** True when every list of needed columns is granted. */
function granted(aim: Aim, needs: Partial<Record<"select" | "insert" | "update", string[]>>): boolean {
  return Object.entries(needs).every(([verb, names]) => {
    const has = aim.may.columns(aim.role, aim.relation, verb as "select");
    return has.length > 0 && names.every((name) => has.includes(name));
  });
}

function reads(aim: Aim): Attempt[] {
  const { relation, role, target, may } = aim;
  const readable = may.columns(role, relation, "select");
  const list = (readable.length > 0 ? readable : relation.columns.map((column) => column.name))
    .map(quoteName)
    .join(", ");
  const from = nameOf(relation);
  const key = keyOf(relation, target);
  const keyIsReadable = granted(aim, { select: keyColumns(relation, target) });
  const canRead: Ending = readable.length > 0 ? "nothing" : "forbidden";
  return [
    { verb: "select", statement: `select ${list} from ${from}`, ending: canRead },
    {
      verb: "select by key",
      statement: `select ${list} from ${from} where ${key}`,
      ending: keyIsReadable ? "nothing" : "forbidden",
    },
    {
      verb: "count",
      statement: `select 1 from (select count(*) as n from ${from} where ${key}) c where n > 0`,
      ending: keyIsReadable ? "nothing" : "forbidden",
    },
    {
      verb: "lock",
      statement: `select 1 from ${from} where ${key} for update`,
      ending: keyIsReadable && may.columns(role, relation, "update").length > 0 ? "nothing" : "forbidden",
    },
  ];
}

/** A column to write and a value it accepts that is not what the rows hold. */
export function writable(aim: Aim): { name: string; value: string; raw: unknown } {
  const { relation, role, may } = aim;
  const names = may.columns(role, relation, "update");
  const candidates = relation.columns.filter(
    (column) =>
      !column.isGenerated &&
      !relation.key.includes(column.name) &&
      (names.length === 0 || names.includes(column.name)),
  );
  const texts = candidates.filter((column) => column.type === "text" && column.allowed.length === 0);
  // A name may be unique within the organization; the same words for all rows are only refused for that.
  const free =
    texts.find((column) => /description|notes|line1/.test(column.name)) ??
    texts.find((column) => column.name.includes("name"));
  const column = free ?? candidates[0] ?? relation.columns[0];
  if (!column) throw new Error(`${relation.label} has no column.`);
  const raw = free ? "intruder" : aim.target[column.name];
  return { name: column.name, value: literal(raw), raw };
}

function updates(aim: Aim): Attempt[] {
  const { relation, target } = aim;
  const { name, value } = writable(aim);
  const set = `update ${nameOf(relation)} set ${quoteName(name)} = ${value}`;
  const byKey = granted(aim, { update: [name], select: keyColumns(relation, target) });
  const blind = granted(aim, { update: [name] });
  return [
    {
      verb: "update by key",
      statement: `${set} where ${keyOf(relation, target)}`,
      ending: byKey ? "nothing" : "forbidden",
    },
    { verb: "update without where", statement: set, ending: blind ? "nothing" : "forbidden" },
  ];
}

/** Moving a stranger's row, or renaming, rewinding, undeleting it; and moving one's own row over to him. */
function fixedColumns(aim: Aim): Attempt[] {
  const { relation, target, own } = aim;
  return immutable.flatMap((name) => {
    const column = relation.columns.find((candidate) => candidate.name === name);
    if (!column) return [];
    const value =
      column.type === "uuid"
        ? literal(own?.[name] ?? crypto.randomUUID())
        : column.type === "bigint"
          ? "99"
          : "now()";
    const set = `update ${nameOf(relation)} set ${quoteName(name)} =`;
    const ending = (byKey: boolean): Ending =>
      granted(aim, { update: [name], ...(byKey ? { select: keyColumns(relation, target) } : {}) })
        ? "nothing"
        : "forbidden";
    const list: Attempt[] = [
      {
        verb: `update of ${name}`,
        statement: `${set} ${value} where ${keyOf(relation, target)}`,
        ending: ending(true),
      },
      { verb: `update of ${name} without where`, statement: `${set} ${value}`, ending: ending(false) },
    ];
    if (own && column.type === "uuid") {
      const statement = `${set} ${literal(target[name])} where ${keyOf(relation, own)}`;
      list.push({ verb: `own row's ${name} to the victim's`, statement, ending: "forbidden" });
    }
    return list;
  });
}

/** References of a relation, column by column, but for the one to the organization itself. */
export function referenceColumns(relation: Relation): string[] {
  const names = relation.references
    .filter((reference) => reference.target !== "public.organizations" && reference.target !== "auth.users")
    .flatMap((reference) => reference.columns.filter((name) => name !== "org_id"))
    // In its own references the organization's id stands where others have org_id.
    .filter((name) => !(relation.label === "public.organizations" && name === "id"))
    // What is made of another column can't be written, by anybody.
    .filter((name) => !relation.columns.some((column) => column.name === name && column.isGenerated));
  return [...new Set(names)];
}

/** The own row made to name the victim's: the reference must not find it. */
function references(aim: Aim): Attempt[] {
  const { relation, own } = aim;
  if (!own) return [];
  return referenceColumns(relation).map((name): Attempt => {
    const set = (value: unknown): string =>
      `update ${nameOf(relation)} set ${quoteName(name)} = ${literal(value)} where ${keyOf(relation, own)}`;
    return {
      verb: `update of ${name} to the victim's`,
      statement: set(aim.foreign(name)),
      ending: "as the twin",
      twin: set(own[name]),
    };
  });
}

/** The row as another one beside itself: names that are unique within an organization are taken, also by twins before it. */
export function besides(row: Row): Row {
  return typeof row.name === "string"
    ? { ...row, name: `${row.name} ${crypto.randomUUID().slice(0, 8)}` }
    : row;
}

/** A full row for an insert by this role: the columns it may name, else all; with a key nobody has. */
export function insertOf(aim: Aim, like: Row, always?: string): { columns: string[]; values: string[] } {
  const row = besides(like);
  const granted = aim.may.columns(aim.role, aim.relation, "insert");
  const columns = aim.relation.columns.filter(
    (column) =>
      !column.isGenerated &&
      (granted.length === 0 || granted.includes(column.name) || column.name === always),
  );
  return {
    columns: columns.map((column) => quoteName(column.name)),
    values: columns.map((column) =>
      column.name === "id" && aim.relation.key.includes("org_id")
        ? quote(crypto.randomUUID())
        : literal(row[column.name]),
    ),
  };
}

function inserts(aim: Aim): Attempt[] {
  const { relation, target, own } = aim;
  const into = `insert into ${nameOf(relation)}`;
  const { columns, values } = insertOf(aim, target);
  const key = relation.key.map(quoteName).join(", ");
  const { name, value } = writable(aim);
  const list: Attempt[] = [
    {
      verb: "insert",
      statement: `${into} (${columns.join(", ")}) values (${values.join(", ")})`,
      ending: "forbidden",
    },
  ];
  if (key !== "") {
    const upsert = `${into} (${columns.join(", ")}) values (${insertWithKey(aim, target).join(", ")}) on conflict (${key}) do`;
    list.push({
      verb: "upsert",
      statement: `${upsert} update set ${quoteName(name)} = ${value}`,
      ending: "forbidden",
    });
    list.push({ verb: "insert or nothing", statement: `${upsert} nothing`, ending: "forbidden" });
  }
  if (!own) return list;
  for (const column of referenceColumns(relation)) {
    const naming = (value: unknown): string => {
      const row = insertOf(aim, { ...own, [column]: value }, column);
      return `${into} (${row.columns.join(", ")}) values (${row.values.join(", ")})`;
    };
    list.push({
      verb: `insert with the victim's ${column}`,
      statement: naming(aim.foreign(column)),
      ending: "as the twin",
      twin: naming(own[column]),
    });
  }
  return list;
}

function insertWithKey(aim: Aim, like: Row): string[] {
  const row = besides(like);
  const granted = aim.may.columns(aim.role, aim.relation, "insert");
  return aim.relation.columns
    .filter((column) => !column.isGenerated && (granted.length === 0 || granted.includes(column.name)))
    .map((column) => literal(row[column.name]));
}

function removals(aim: Aim): Attempt[] {
  const { relation, role, target, may } = aim;
  const from = nameOf(relation);
  const canDelete: Ending = may.table(role, relation, "delete") ? "nothing" : "forbidden";
  return [
    { verb: "delete", statement: `delete from ${from} where ${keyOf(relation, target)}`, ending: canDelete },
    { verb: "delete without where", statement: `delete from ${from}`, ending: canDelete },
    { verb: "truncate", statement: `truncate ${from} cascade`, ending: "forbidden" },
  ];
}
