import type { z } from "zod";

/**
 * The word for what is wrong with a field, the same that the server's `errors[]` carries, so that one sentence per
 * word serves both. `params.code` of a refinement goes before the kind of the check.
 */
export function issueCode(issue: z.core.$ZodIssue): string {
  if (issue.code === "custom") return String(issue.params?.code ?? "invalid");
  if (issue.code === "invalid_type") return issue.input === undefined ? "required" : "invalid";
  if (issue.code === "too_small")
    return issue.origin === "string" && issue.minimum === 1 ? "required" : "too_small";
  if (issue.code === "invalid_format") return issue.format === "email" ? "invalid_email" : "invalid_format";
  if (issue.code === "invalid_value") return "unknown_value";
  return issue.code === "too_big" ? "too_big" : "invalid";
}
