"use client";

import { useMemo, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useFieldsText } from "@/components/custom-fields/field-text";
import { FieldInputs } from "@/components/custom-fields/field-inputs";
import { withFields } from "@/components/custom-fields/form-schema";
import { useAskedFields, valuesOf } from "@/components/custom-fields/use-fields";
import { changedFields } from "@/components/shared/changed-fields";
import { CompareVersions } from "@/components/shared/compare-versions";
import { dropDraft } from "@/components/shared/draft";
import { FormSheet } from "@/components/shared/form-sheet";
import { useMember } from "@/components/shared/member";
import { useConflict } from "@/components/shared/use-conflict";
import { useRecordForm } from "@/components/shared/use-record-form";
import { useStoreRecord } from "@/components/shared/use-record-writes";
import { useToast } from "@/components/ui/toast";
import type { CustomField } from "@/lib/custom-fields/schema";
import { fetchHistory } from "@/lib/history/client";
import { useFormats } from "@/lib/i18n/client";
import { jobKeys, updateJob } from "@/lib/jobs/client";
import type { Job, JobUpdate } from "@/lib/jobs/schema";
import { JobFields } from "./job-fields";
import { formOf, jobForm } from "./job-form";
import type { JobForm, JobWrite } from "./job-form";
import { useJobChoices } from "./use-job-choices";

type EditJobProps = { job: Job; onClose: () => void };

export function EditJobSheet(props: EditJobProps) {
  const fields = useAskedFields("job");
  return fields ? <EditForm {...props} fields={fields} /> : null;
}

function EditForm(props: EditJobProps & { fields: readonly CustomField[] }) {
  const { onClose, fields } = props;
  // What the words are written against. A refetch behind the sheet must not pass for what was seen when typing began.
  const [job] = useState(props.job);
  const t = useTranslations("jobs");
  const { user, organization } = useMember();
  const toast = useToast();
  const store = useStoreRecord<Job>(jobKeys);
  const stored = formOf(job, fields);
  const own = valuesOf(job);
  const draftKey = `${organization.id}.${user.id}.job.${job.id}`;

  const send = async (changes: JobUpdate, version: number) => {
    if (Object.keys(changes).length > 0) {
      store(await updateJob(job.id, version, changes));
      toast.show({ title: t("saved"), tone: "success" });
    }
    onClose();
  };
  const conflict = useJobConflict(job, fields, async (changes, version) => {
    await send(changes, version);
    dropDraft(draftKey);
  });
  const state = useRecordForm<JobForm, JobWrite>({
    schema: useMemo(() => withFields(jobForm, fields, own), [fields, own]),
    values: stored,
    version: job.version,
    draftKey,
    save: (values, version) => send(changedFields(stored, values), version ?? job.version),
    onStale: (current, values) => conflict.open(current, values),
  });
  return (
    <>
      <FormSheet
        open
        title={t("form.title", { number: job.number })}
        saveLabel={t("form.save")}
        state={state}
        onClose={onClose}
      >
        <JobFields state={state} />
        <FieldInputs fields={fields} stored={own} state={state} />
      </FormSheet>
      <CompareVersions {...conflict.props} />
    </>
  );
}

const LABELS = {
  title: "name",
  description: "description",
  priority: "priority",
  due_on: "due",
  duration_min: "duration",
  wishes: "wishes",
  service_type_id: "service",
  tag_ids: "tags",
  custom_fields: "ownFields",
} as const;

type Save = (changes: JobUpdate, version: number) => Promise<void>;

function useJobConflict(job: Job, fields: readonly CustomField[], save: Save) {
  const t = useTranslations("jobs.form");
  const bookings = useTranslations("bookings.priority");
  const formats = useFormats();
  const { services, tags } = useJobChoices();
  const textOf = useFieldsText(fields);
  const value = (name: string, raw: unknown): string | null => {
    if (name === "custom_fields") return textOf(raw);
    if (Array.isArray(raw))
      return formats.list(tags.filter(({ id }) => raw.includes(id)).map((tag) => tag.name)) || null;
    if (typeof raw === "number") return formats.duration(raw);
    if (typeof raw !== "string" || raw === "") return null;
    if (name === "service_type_id") return services.find(({ id }) => id === raw)?.name ?? null;
    if (name === "priority" && bookings.has(raw as "normal")) return bookings(raw as "normal");
    return name === "due_on" ? formats.day(`${raw}T12:00:00Z`, "UTC") : raw;
  };
  return useConflict<Job>({
    stored: formOf(job, fields),
    fieldsOf: (record) => formOf(record, fields),
    words: { label: (name) => (name in LABELS ? t(LABELS[name as keyof typeof LABELS]) : name), value },
    findAuthor: async () => {
      const latest = await fetchHistory("jobs", job.id, { limit: 1 });
      return latest.data[0]?.actor?.name ?? null;
    },
    save,
  });
}
