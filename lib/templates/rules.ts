/** Names in double braces; what else stands in braces is text. */
const VARIABLE = /\{\{ *([a-z_]+) *\}\}/g;

/** Each variable once, from left to right; what is put in is never looked at again. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(VARIABLE, (_, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? "") : "",
  );
}

/** What a text names that its event does not have, as it was written. */
export function unknownVariables(text: string, known: readonly string[]): string[] {
  return [...text.matchAll(/\{\{([^{}]*)\}\}/g)]
    .map(([, name = ""]) => name.trim())
    .filter((name) => !known.includes(name));
}

export function hasVariable(text: string, name: string): boolean {
  return [...text.matchAll(VARIABLE)].some(([, found]) => found === name);
}
