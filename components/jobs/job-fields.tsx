"use client";

import { Controller } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import type { RecordForm } from "@/components/shared/use-record-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { PRIORITIES } from "@/lib/jobs/rules";
import type { JobForm, JobWrite } from "./job-form";
import { useJobChoices } from "./use-job-choices";

type JobFormState = RecordForm<JobForm, JobWrite>;

/** What it is, how pressing, by when, how long; then what the customer wished. */
export function JobFields({ state }: { state: JobFormState }) {
  const t = useTranslations("jobs.form");
  const priorities = useTranslations("bookings.priority");
  const { form, errorOf } = state;
  return (
    <>
      <Field label={t("name")} error={errorOf("title")}>
        <Input {...form.register("title")} autoComplete="off" />
      </Field>
      <ServiceField state={state} />
      <Controller
        control={form.control}
        name="priority"
        render={({ field }) => (
          <Field label={t("priority")}>
            <Segmented
              aria-label={t("priority")}
              value={field.value ?? "normal"}
              onValueChange={field.onChange}
              options={PRIORITIES.map((value) => ({ value, label: priorities(value) }))}
            />
          </Field>
        )}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label={t("due")} error={errorOf("due_on")}>
          <Input {...form.register("due_on")} type="date" />
        </Field>
        <Field label={t("duration")} hint={t("durationHint")} error={errorOf("duration_min")}>
          <Input
            {...form.register("duration_min", {
              setValueAs: (value: unknown) => (value === "" || value === null ? null : Number(value)),
            })}
            type="number"
            inputMode="numeric"
            min={5}
            step={5}
          />
        </Field>
      </div>
      <Field label={t("description")} error={errorOf("description")}>
        <Textarea {...form.register("description")} rows={4} />
      </Field>
      <Field label={t("wishes")} hint={t("wishesHint")} error={errorOf("wishes")}>
        <Textarea {...form.register("wishes")} rows={2} />
      </Field>
      <TagsField state={state} />
    </>
  );
}

function ServiceField({ state }: { state: JobFormState }) {
  const t = useTranslations("jobs.form");
  const { services } = useJobChoices();
  if (services.length === 0) return null;
  return (
    <Controller
      control={state.form.control}
      name="service_type_id"
      render={({ field }) => (
        <Field label={t("service")} error={state.errorOf("service_type_id")}>
          <Select
            value={field.value ?? ""}
            onValueChange={field.onChange}
            options={[
              { value: "", label: t("noService") },
              ...services.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
      )}
    />
  );
}

function TagsField({ state }: { state: JobFormState }) {
  const t = useTranslations("jobs.form");
  const { tags } = useJobChoices();
  if (tags.length === 0) return null;
  return (
    <Controller
      control={state.form.control}
      name="tag_ids"
      render={({ field }) => (
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 text-13 font-medium">{t("tags")}</legend>
          {tags.map(({ id, name }) => (
            <Checkbox
              key={id}
              checked={field.value?.includes(id) ?? false}
              onCheckedChange={(isOn) =>
                field.onChange(
                  isOn ? [...(field.value ?? []), id] : (field.value ?? []).filter((each) => each !== id),
                )
              }
            >
              {name}
            </Checkbox>
          ))}
        </fieldset>
      )}
    />
  );
}
