/** Reads the text that pg_get_expr gives for a policy. It is PostgreSQL's own print: parentheses are complete. */

/** The parts of a chain of ANDs at the top, each without its outer parentheses. */
export function conjuncts(expression: string): string[] {
  const inner = strip(expression);
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  let quoted = false;
  for (let at = 0; at < inner.length; at++) {
    const character = inner[at];
    if (character === "'") quoted = !quoted;
    if (quoted) continue;
    if (character === "(") depth++;
    if (character === ")") depth--;
    if (depth === 0 && inner.startsWith(" AND ", at)) {
      parts.push(inner.slice(start, at));
      start = at + " AND ".length;
    }
    // An OR beside an AND at the same depth cannot be printed without parentheses; alone it makes one part.
  }
  parts.push(inner.slice(start));
  return parts.length === 1 ? [strip(inner)] : parts.flatMap(conjuncts);
}

/** Takes off parentheses that enclose the whole text. */
function strip(text: string): string {
  let inner = text.trim();
  while (inner.startsWith("(") && closing(inner, 0) === inner.length - 1) inner = inner.slice(1, -1).trim();
  return inner;
}

function closing(text: string, open: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "'") quoted = !quoted;
    if (quoted) continue;
    if (text[at] === "(") depth++;
    if (text[at] === ")" && --depth === 0) return at;
  }
  return -1;
}

/**
 * Calls of functions outside pg_catalog that would run once a row: those not directly inside `( SELECT …)`, and those
 * inside one whose arguments name a column (then the subquery is correlated and runs per row all the same).
 */
export function unwrappedCalls(expression: string): string[] {
  const found: string[] = [];
  for (const match of expression.matchAll(/\b(?:[a-z_]+\.[a-z_0-9]+|current_setting)\(/g)) {
    const open = match.index + match[0].length - 1;
    const call = expression.slice(match.index, closing(expression, open) + 1);
    const before = enclosing(expression, match.index);
    const isWrapped = /^\(\s*SELECT\b/.test(before) && !/\bFROM\b/.test(before);
    const bare = call
      .replaceAll(/'(?:[^']|'')*'/g, "")
      .replaceAll(/::[a-z_.]+(?: (?:varying|with(?:out)? time zone))?/g, "");
    const takesColumn = /\(.*[a-z_]/.test(bare);
    if (!isWrapped || takesColumn) found.push(call);
  }
  return found;
}

/** From the nearest parenthesis that is still open at `at` up to there. */
function enclosing(text: string, at: number): string {
  let depth = 0;
  for (let index = at - 1; index >= 0; index--) {
    if (text[index] === ")") depth++;
    if (text[index] === "(" && depth-- === 0) return text.slice(index, at);
  }
  return "";
}
