"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { FormSheet } from "@/components/shared/form-sheet";
import { useMember } from "@/components/shared/member";
import { useRecordForm } from "@/components/shared/use-record-form";
import { useToast } from "@/components/ui/toast";
import { createResource, resourceKeys } from "@/lib/resources/client";
import { resourceCreate } from "@/lib/resources/schema";
import { KindField, ResourceFields } from "./resource-fields";
import { newResource } from "./resource-form";
import type { ResourceForm, ResourceWrite } from "./resource-form";
import { useResourceWords } from "./use-resource-words";

type NewResourceSheetProps = {
  /** What was being searched: a first guess at the name. */
  name: string;
  onClose: () => void;
};

export function NewResourceSheet({ name, onClose }: NewResourceSheetProps) {
  const t = useTranslations("resources");
  const { user, organization } = useMember();
  const router = useRouter();
  const client = useQueryClient();
  const toast = useToast();
  const [values] = useState(() => newResource(name));
  const state = useRecordForm<ResourceForm, ResourceWrite>({
    schema: resourceCreate,
    values,
    draftKey: `${organization.id}.${user.id}.resource.new`,
    words: useResourceWords(),
    save: async (body) => {
      const made = await createResource(body);
      client.setQueryData(resourceKeys.record(made.id), made);
      void client.invalidateQueries({ queryKey: resourceKeys.all });
      toast.show({ title: t("added", { name: made.name }), tone: "success" });
      router.push(`/o/${organization.slug}/resources/${made.id}`);
    },
  });
  return (
    <FormSheet open title={t("form.newTitle")} saveLabel={t("form.create")} state={state} onClose={onClose}>
      <KindField state={state} />
      <ResourceFields state={state} isNew />
    </FormSheet>
  );
}
