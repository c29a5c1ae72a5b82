"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { parseWith } from "@/components/shared/parse-with";
import { knownCode, problemOf } from "@/components/shared/problem";
import { usePlainForm } from "@/components/shared/use-plain-form";
import { useToast } from "@/components/ui/toast";
import type { Page } from "@/lib/http/fields";
import { resetTemplate, templateKeys, updateTemplate } from "@/lib/templates/client";
import type { Template, TemplateForm } from "@/lib/templates/schema";
import type { TemplateWrite } from "./template-schema";

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
  const state = usePlainForm<TemplateForm, TemplateWrite>({
    parse: parseWith(() => import("./template-schema").then((part) => part.templateSchema(template))),
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
      state.reset();
      toast.show({ title: t("saved") });
    },
  });
  const reset = useMutation({
    mutationFn: () => resetTemplate(template.id, template.version),
    onSuccess: (saved) => {
      store(saved);
      state.reset();
      toast.show({ title: t("resetDone") });
    },
    onError: (error) =>
      toast.show({ title: t("notReset"), description: shared(`problems.${knownCode(problemOf(error))}`) }),
  });
  return { state, reset };
}
