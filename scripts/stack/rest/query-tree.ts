import type { OperationNode } from "kysely";

/** Rebuilds a query's tree bottom-up with `change` applied to each node; parts without a change keep their identity. */
export function rewriteTree(
  value: OperationNode,
  change: (node: OperationNode) => OperationNode,
): OperationNode {
  let copy = value;
  for (const [name, part] of Object.entries(value) as [string, unknown][]) {
    const next = rewritePart(part, change);
    if (next !== part) copy = { ...copy, [name]: next };
  }
  return change(copy);
}

function rewritePart(part: unknown, change: (node: OperationNode) => OperationNode): unknown {
  if (Array.isArray(part)) {
    const items = part.map((item: unknown) => rewritePart(item, change));
    return items.some((item, index) => item !== part[index]) ? items : part;
  }
  return isNode(part) ? rewriteTree(part, change) : part;
}

function isNode(value: unknown): value is OperationNode {
  return (
    typeof value === "object" && value !== null && typeof (value as { kind?: unknown }).kind === "string"
  );
}
