"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { changedFields } from "@/components/shared/changed-fields";
import { CompareVersions } from "@/components/shared/compare-versions";
import { dropDraft } from "@/components/shared/draft";
import { FormSheet } from "@/components/shared/form-sheet";
import { useMember } from "@/components/shared/member";
import { useRecordForm } from "@/components/shared/use-record-form";
import { useStoreRecord } from "@/components/shared/use-record-writes";
import { useToast } from "@/components/ui/toast";
import { resourceKeys, updateResource } from "@/lib/resources/client";
import { resourceCreate } from "@/lib/resources/schema";
import type { Resource, ResourceUpdate } from "@/lib/resources/schema";
import { ResourceFields } from "./resource-fields";
import { formOf } from "./resource-form";
import type { ResourceForm, ResourceWrite } from "./resource-form";
import { useResourceConflict } from "./use-resource-conflict";
import { useResourceWords } from "./use-resource-words";

export function EditResourceSheet(props: { resource: Resource; onClose: () => void }) {
  const { onClose } = props;
  // What the words are written against. A refetch behind the sheet must not pass for what was seen when typing began.
  const [resource] = useState(props.resource);
  const t = useTranslations("resources");
  const { user, organization } = useMember();
  const toast = useToast();
  const store = useStoreRecord<Resource>(resourceKeys);
  const stored = formOf(resource, organization.country);
  const draftKey = `${organization.id}.${user.id}.resource.${resource.id}`;

  const send = async (changes: ResourceUpdate, version: number) => {
    if (Object.keys(changes).length > 0) {
      store(await updateResource(resource.id, version, changes));
      toast.show({ title: t("saved"), tone: "success" });
    }
    onClose();
  };
  const conflict = useResourceConflict(resource, async (changes, version) => {
    await send(changes, version);
    dropDraft(draftKey);
  });
  const state = useRecordForm<ResourceForm, ResourceWrite>({
    schema: resourceCreate,
    values: stored,
    version: resource.version,
    draftKey,
    words: useResourceWords(),
    save: ({ kind: _kind, ...values }, version) =>
      send(changedFields(stored, values), version ?? resource.version),
    onStale: (current, values) => conflict.open(current, values),
  });

  return (
    <>
      <FormSheet open title={t("form.editTitle")} saveLabel={t("form.save")} state={state} onClose={onClose}>
        <ResourceFields state={state} isNew={false} />
      </FormSheet>
      <CompareVersions {...conflict.props} />
    </>
  );
}
