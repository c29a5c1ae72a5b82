import type { AnyAST, IntrospectResult } from "@supabase/lite";

type Joins = Record<string, { from?: string; hint?: string }>;
type Level = { select?: unknown; join?: Joins };

/**
 * A table embedded in itself, hinted by the constraint, means its children in PostgREST; the engine answers the
 * parent. Without the hint it answers the children, so the hint is dropped where only one key leads back.
 */
export function dropSelfHints(ast: AnyAST, keys: IntrospectResult["foreign_keys"]): void {
  const root = ast as Level & { from?: string };
  const selfKeys = new Map<string, Set<string>>();
  for (const key of keys.filter((one) => one.table === one.ref_table)) {
    selfKeys.set(key.table, (selfKeys.get(key.table) ?? new Set()).add(key.foreign_key_name));
  }
  if (root.from && selfKeys.size > 0) visit(root, root.from, selfKeys);
}

function visit(level: Level, table: string, selfKeys: Map<string, Set<string>>): void {
  for (const [alias, join] of Object.entries(level.join ?? {})) {
    const target = join.from ?? alias;
    const own = selfKeys.get(table);
    if (target === table && join.hint && own?.size === 1 && own.has(join.hint)) delete join.hint;
    const embedded = embedOf(level.select, alias);
    if (embedded) visit(embedded, target, selfKeys);
  }
}

function embedOf(select: unknown, alias: string): Level | undefined {
  if (!Array.isArray(select)) return undefined;
  for (const entry of select as unknown[]) {
    if (typeof entry !== "object" || entry === null) continue;
    const embed = (entry as Record<string, unknown>)[alias];
    if (typeof embed === "object" && embed !== null && "select" in embed) return embed;
  }
  return undefined;
}
