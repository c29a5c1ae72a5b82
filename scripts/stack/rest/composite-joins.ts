import {
  AliasNode,
  AndNode,
  BinaryOperationNode,
  ColumnNode,
  IdentifierNode,
  OperatorNode,
  ParensNode,
  ReferenceNode,
  SelectionNode,
  TableNode,
} from "kysely";
import type { KyselyPlugin, OperationNode, RootOperationNode, SelectQueryNode } from "kysely";
import type { IntrospectResult } from "@supabase/lite";
import { rewriteTree } from "./query-tree";

type ForeignKeys = IntrospectResult["foreign_keys"];

/** One side of a comparison: a column of a table, called `alias` in its query. */
type Side = { alias: string; table: string; column: string };

/** What names stand for in one query, and the columns that its spread subqueries must hand out besides. */
type Names = {
  tables: Map<string, string>;
  spreads: Map<string, { table: string; keys: Map<string, string> }>;
  wanted: Map<string, Set<string>>;
};

/** The column pairs of each foreign key together, in the order the keys came. */
export function groupKeys(keys: ForeignKeys): ForeignKeys[] {
  const groups = new Map<string, ForeignKeys>();
  for (const key of keys) {
    const name = `${key.table}:${key.ref_table}:${key.foreign_key_group ?? key.foreign_key_name}`;
    groups.set(name, [...(groups.get(name) ?? []), key]);
  }
  return [...groups.values()];
}

/**
 * An embed whose hint names a composite key is joined by the engine on one of its columns: with keys
 * `(org_id, x_id)` that mixes tenants for whoever sees more than one. Every comparison of a referencing with a
 * referenced column is therefore completed to the whole key. Requests can't compare columns themselves, so each
 * such comparison in a query is a join.
 */
export function compositeJoins(keysOf: () => ForeignKeys[]): KyselyPlugin {
  return {
    transformQuery({ node }) {
      const composite = keysOf();
      if (composite.length === 0) return node;
      const names = readNames(node);
      const joined = rewriteTree(node, (found) => complete(found, names, composite));
      const whole = names.wanted.size > 0 ? rewriteTree(joined, (found) => handOut(found, names)) : joined;
      return whole as RootOperationNode;
    },
    transformResult: async ({ result }) => result,
  };
}

function complete(node: OperationNode, names: Names, composite: ForeignKeys[]): OperationNode {
  if (node.kind !== "BinaryOperationNode") return node;
  const { leftOperand, operator, rightOperand } = node as BinaryOperationNode;
  const isEquality = operator.kind === "OperatorNode" && (operator as OperatorNode).operator === "=";
  const left = isEquality ? sideOf(leftOperand, names) : undefined;
  const right = isEquality ? sideOf(rightOperand, names) : undefined;
  if (!left || !right) return node;
  const missing = missingPairs(left, right, composite);
  if (missing.length === 0) return node;
  const whole = missing.reduce<OperationNode>((sum, [leftColumn, rightColumn]) => {
    const equality = BinaryOperationNode.create(
      refer(left, leftColumn, names),
      OperatorNode.create("="),
      refer(right, rightColumn, names),
    );
    return AndNode.create(sum, equality);
  }, node);
  return ParensNode.create(whole);
}

/** The other column pairs of the one composite key that holds this pair; none when it is simple or unclear. */
function missingPairs(left: Side, right: Side, composite: ForeignKeys[]): [string, string][] {
  const matches = composite.flatMap((group) => {
    if (holds(group, left, right)) return [restOf(group, left.column)];
    if (!holds(group, right, left)) return [];
    return [restOf(group, right.column).map(([child, parent]): [string, string] => [parent, child])];
  });
  return matches.length === 1 ? (matches[0] ?? []) : [];
}

function holds(group: ForeignKeys, child: Side, parent: Side): boolean {
  return group.some(
    (key) =>
      key.table === child.table &&
      key.column === child.column &&
      key.ref_table === parent.table &&
      key.ref_column === parent.column,
  );
}

function restOf(group: ForeignKeys, column: string): [string, string][] {
  return group
    .filter((key) => key.column !== column)
    .map((key): [string, string] => [key.column, key.ref_column]);
}

function refer(side: Side, column: string, names: Names): OperationNode {
  const isSpread = names.spreads.has(side.alias);
  if (isSpread) names.wanted.set(side.alias, (names.wanted.get(side.alias) ?? new Set()).add(column));
  const name = isSpread ? handedOut(column) : column;
  return ReferenceNode.create(ColumnNode.create(name), TableNode.create(side.alias));
}

const handedOut = (column: string) => `__whole_key_${column}`;

function sideOf(node: OperationNode, names: Names): Side | undefined {
  const found = referenceOf(node);
  if (!found) return undefined;
  const spread = names.spreads.get(found.alias);
  if (!spread) return { ...found, table: names.tables.get(found.alias) ?? found.alias };
  const column = spread.keys.get(found.column);
  return column === undefined ? undefined : { alias: found.alias, table: spread.table, column };
}

function referenceOf(node: OperationNode): { alias: string; column: string } | undefined {
  if (node.kind !== "ReferenceNode") return undefined;
  const { table, column } = node as ReferenceNode;
  if (!table || column.kind !== "ColumnNode") return undefined;
  return { alias: table.table.identifier.name, column: column.column.name };
}

/** The engine derives each alias from one table (`tasks_self`), so one map serves all scopes of a query. */
function readNames(root: OperationNode): Names {
  const names: Names = { tables: new Map(), spreads: new Map(), wanted: new Map() };
  rewriteTree(root, (node) => {
    const aliased = aliasOf(node);
    if (aliased?.source.kind === "TableNode") {
      names.tables.set(aliased.alias, (aliased.source as TableNode).table.identifier.name);
    }
    if (aliased?.source.kind === "SelectQueryNode" && aliased.alias.startsWith("_spread_")) {
      const keys = spreadKeys(aliased.source as SelectQueryNode);
      if (keys) names.spreads.set(aliased.alias, keys);
    }
    return node;
  });
  return names;
}

/** A spread embed is a joined subquery that hands out its join column under another name. */
function spreadKeys(query: SelectQueryNode): { table: string; keys: Map<string, string> } | undefined {
  const keys = new Map<string, string>();
  let table: string | undefined;
  for (const { selection } of query.selections ?? []) {
    const aliased = aliasOf(selection);
    const source = aliased && referenceOf(aliased.source);
    if (!source || !aliased.alias.startsWith("__spread_join_key_")) continue;
    keys.set(aliased.alias, source.column);
    table = source.alias;
  }
  return table === undefined ? undefined : { table, keys };
}

function aliasOf(node: OperationNode): { alias: string; source: OperationNode } | undefined {
  if (node.kind !== "AliasNode") return undefined;
  const { alias, node: source } = node as AliasNode;
  return alias.kind === "IdentifierNode" ? { alias: (alias as IdentifierNode).name, source } : undefined;
}

/** Adds to a spread subquery the columns that its completed join compares. */
function handOut(node: OperationNode, names: Names): OperationNode {
  const aliased = aliasOf(node);
  const wanted = aliased && names.wanted.get(aliased.alias);
  const spread = aliased && names.spreads.get(aliased.alias);
  if (!wanted || !spread) return node;
  const query = aliased.source as SelectQueryNode;
  const more = [...wanted].map((column) => {
    const reference = ReferenceNode.create(ColumnNode.create(column), TableNode.create(spread.table));
    return SelectionNode.create(AliasNode.create(reference, IdentifierNode.create(handedOut(column))));
  });
  const whole: SelectQueryNode = { ...query, selections: [...(query.selections ?? []), ...more] };
  return AliasNode.create(whole, IdentifierNode.create(aliased.alias));
}
