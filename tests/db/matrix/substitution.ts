import { randomUUID } from "node:crypto";

const isId = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

type Tree = Record<string, unknown>;

/** The own call with one id at a time replaced by the victim's, wherever in the arguments it stands. */
export function mixtures(own: Tree, victim: Tree): { path: string; args: Tree }[] {
  return paths(own)
    .filter((path) => read(own, path) !== read(victim, path))
    .map((path) => ({ path: path.join("."), args: replace(own, path, read(victim, path)) }));
}

/** The call with ids nobody has; null where it names no id. */
export function withStrangers(args: Tree): Tree | null {
  const found = paths(args);
  return found.length === 0 ? null : found.reduce((tree, path) => replace(tree, path, randomUUID()), args);
}

/** Where ids stand in the arguments. */
function paths(value: unknown, path: string[] = []): string[][] {
  if (isId(value)) return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => paths(inner, [...path, name]));
}

function read(value: unknown, path: string[]): unknown {
  return path.reduce<unknown>((inner, name) => (inner as Tree)[name], value);
}

function replace(value: Tree, path: string[], by: unknown): Tree {
  const copy = structuredClone(value);
  const last = path.at(-1);
  const parent = read(copy, path.slice(0, -1)) as Tree;
  if (last !== undefined) parent[last] = by;
  return copy;
}
