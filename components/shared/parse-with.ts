import type { z } from "zod";
import { loadPart } from "@/components/ui/lazy-overlay";
import { issueCode } from "./issue-code";
import type { Parsed } from "./use-plain-form";

/** Rules of a form that stands on its page from the start: loaded when a field is left or something is saved. */
export function parseWith<In, Out>(
  load: () => Promise<z.ZodType<Out, In>>,
): (values: In) => Promise<Parsed<Out>> {
  return async (values) => {
    const parsed = (await loadPart(load)).safeParse(values);
    if (parsed.success) return { values: parsed.data };
    const codes: Record<string, string> = {};
    // The first complaint about a field is the one to mend first.
    for (const issue of parsed.error.issues) codes[issue.path.map(String).join(".")] ??= issueCode(issue);
    return { codes };
  };
}
