import { set } from "react-hook-form";
import type { FieldErrors, FieldValues, Resolver } from "react-hook-form";
import type { z } from "zod";
import { issueCode } from "./issue-code";

/** The route's schema as resolver. Messages are words; the form turns them into sentences of the language. */
export function schemaResolver<In extends FieldValues, Out>(
  schema: z.ZodType<Out, In>,
): Resolver<In, unknown, Out> {
  return (values) => {
    const parsed = schema.safeParse(values);
    if (parsed.success) return { values: parsed.data, errors: {} };
    const errors: FieldErrors<In> = {};
    for (const issue of parsed.error.issues) {
      const path = issue.path.map(String).join(".") || "root";
      const code = issueCode(issue);
      // The first complaint about a field is the one to mend first.
      if (codeAt(errors, path) === null) set(errors, path, { type: code, message: code });
    }
    return { values: {}, errors };
  };
}

function nodeAt(tree: unknown, path: string): unknown {
  let node = tree;
  for (const key of path.split(".")) {
    if (typeof node !== "object" || node === null || !(key in node)) return undefined;
    node = (node as Record<string, unknown>)[key];
  }
  return node;
}

/** The word at a dotted path of react-hook-form's errors, or null. */
export function codeAt(errors: object, path: string): string | null {
  const node = nodeAt(errors, path);
  const message = typeof node === "object" && node !== null && "message" in node ? node.message : null;
  return typeof message === "string" ? message : null;
}

/** Whether the form has such a field; an empty one counts, `undefined` does not. */
export function hasPath(values: object, path: string): boolean {
  return nodeAt(values, path) !== undefined;
}
