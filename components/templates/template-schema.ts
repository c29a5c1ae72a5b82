import type { z } from "zod";
import { hasVariable, unknownVariables } from "@/lib/templates/rules";
import { templateForm } from "@/lib/templates/schema";
import type { Template, TemplateForm } from "@/lib/templates/schema";

export type TemplateWrite = z.output<typeof templateForm>;

/** What the server will refuse is said while typing: a name the message does not know, or the one it needs. */
export function templateSchema({ variables, needs }: Template) {
  const knows = (text: string) => unknownVariables(text, variables).length === 0;
  const unknown = { error: "Unknown variable.", params: { code: "unknown_variable" } };
  return templateForm
    .extend({
      subject: templateForm.shape.subject.refine(knows, unknown),
      body: templateForm.shape.body.refine(knows, unknown),
    })
    .refine(({ body }) => !needs || hasVariable(body, needs), {
      error: "Missing variable.",
      path: ["body"],
      params: { code: "missing_variable" },
    }) satisfies z.ZodType<TemplateWrite, TemplateForm>;
}
