"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import type { z } from "zod";
import { useMember } from "@/components/shared/member";
import { knownCode, problemOf } from "@/components/shared/problem";
import { useRecordForm } from "@/components/shared/use-record-form";
import { useToast } from "@/components/ui/toast";
import type { Page } from "@/lib/http/fields";
import { resetTemplate, templateKeys, updateTemplate } from "@/lib/templates/client";
import { hasVariable, unknownVariables } from "@/lib/templates/rules";
import { templateForm } from "@/lib/templates/schema";
import type { Template, TemplateForm } from "@/lib/templates/schema";

/** What the server will refuse is said while typing: a name the message does not know, or the one it needs. */
function schemaOf({ variables, needs }: Template) {
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
    }) satisfies z.ZodType<z.output<typeof templateForm>, TemplateForm>;
}

function useStoreTemplate() {
  const client = useQueryClient();
  return (saved: Template) =>
    client.setQueryData<Page<Template>>(templateKeys.list(), (page) =>
      page ? { ...page, data: page.data.map((row) => (row.id === saved.id ? saved : row)) } : page,
    );
}

const fieldsOf = ({ subject, body, is_active }: Template): TemplateForm => ({ subject, body, is_active });

export function useTemplateForm(template: Template) {
  const t = useTranslations("templates");
  const shared = useTranslations("shared");
  const { user, organization } = useMember();
  const toast = useToast();
  const store = useStoreTemplate();
  const name = (variable: string) => `{{${variable}}}`;
  const state = useRecordForm<TemplateForm, z.output<typeof templateForm>>({
    schema: schemaOf(template),
    values: fieldsOf(template),
    version: template.version,
    draftKey: `${organization.id}.${user.id}.template.${template.id}`,
    words: {
      "subject:unknown_variable": t("unknown"),
      "body:unknown_variable": t("unknown"),
      "body:missing_variable": t("missing", { name: name(template.needs ?? "") }),
    },
    save: async (values, version) => {
      const saved = await updateTemplate(template.id, version ?? template.version, values);
      store(saved);
      state.form.reset(fieldsOf(saved));
      toast.show({ title: t("saved") });
    },
  });
  const reset = useMutation({
    mutationFn: () => resetTemplate(template.id, template.version),
    onSuccess: (saved) => {
      store(saved);
      state.discardDraft();
      state.form.reset(fieldsOf(saved));
      toast.show({ title: t("resetDone") });
    },
    onError: (error) =>
      toast.show({ title: t("notReset"), description: shared(`problems.${knownCode(problemOf(error))}`) }),
  });
  return { state, reset };
}
