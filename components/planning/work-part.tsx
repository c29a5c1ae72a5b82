"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useFormats } from "@/lib/i18n/client";
import { PRIORITIES } from "@/lib/jobs/rules";
import { fetchServiceTypes, serviceTypeKeys } from "@/lib/service-types/client";
import type { ServiceType } from "@/lib/service-types/schema";
import { CallFields } from "./call-fields-part";
import { Part } from "./part";
import { serviceOf } from "./use-call-start";
import { advanceAfterClosing } from "./advance";
import type { PartProps } from "./who-part";

const WORK = ["job", "booking"] as const;

/** What is to be done: the service decides how long it takes and who may do it; the wish is the customer's own words. */
export function WorkPart(props: PartProps & { isFixed: boolean }) {
  const t = useTranslations("planning.work");
  const { form, set, errorOf, isFixed } = props;
  return (
    <Part name="work" title={t("title")}>
      <div className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_7rem_8rem]">
        <ServiceField {...props} />
        <Field label={t("duration")} error={errorOf("duration_min")}>
          <Input
            inputMode="numeric"
            data-skip={form.service ? true : undefined}
            value={form.duration}
            placeholder={form.service ? String(form.service.durationMin) : ""}
            onChange={(event) => set({ duration: event.target.value.replace(/\D/g, "").slice(0, 5) })}
            autoComplete="off"
          />
        </Field>
        <Field label={t("priority")}>
          <Select
            options={PRIORITIES.map((value) => ({ value, label: t(`priorities.${value}`) }))}
            value={form.priority ?? form.service?.priority ?? "normal"}
            onValueChange={(priority) => set({ priority })}
            disabled={isFixed}
          />
        </Field>
      </div>
      {isFixed ? null : (
        <Field label={t("wish")} error={errorOf("description")}>
          <Textarea
            rows={2}
            value={form.wish}
            onChange={(event) => set({ wish: event.target.value })}
            placeholder={t("wishExample")}
          />
        </Field>
      )}
      <CallFields {...props} entities={WORK} hasJob={isFixed} />
    </Part>
  );
}

function ServiceField({ form, set, errorOf, isFixed }: PartProps & { isFixed: boolean }) {
  const t = useTranslations("planning.work");
  const formats = useFormats();
  const { service } = form;
  const needs = service
    ? [
        formats.duration(service.durationMin),
        service.skills.length > 0 ? t("skills", { skills: formats.list(service.skills) }) : null,
      ]
    : [];
  return (
    <Field
      label={t("service")}
      hint={service ? needs.filter(Boolean).join(" · ") : undefined}
      error={errorOf("service_type_id")}
    >
      <ServicePicker form={form} set={set} isFixed={isFixed} />
    </Field>
  );
}

function ServicePicker({ form, set, isFixed }: Pick<PartProps, "form" | "set"> & { isFixed: boolean }) {
  const t = useTranslations("planning.work");
  const formats = useFormats();
  const { data } = useQuery({
    queryKey: serviceTypeKeys.list({}),
    queryFn: ({ signal }) => fetchServiceTypes({}, { limit: 200, signal }),
    staleTime: 300_000,
  });
  const types = (data?.data ?? []).filter(({ is_active }) => is_active);
  const chosen = types.find(({ id }) => id === form.service?.id) ?? null;
  return (
    <Combobox<ServiceType>
      items={types}
      value={chosen}
      onValueChange={(type) => {
        set({ service: type ? serviceOf(type) : null, duration: "" });
        const from = document.activeElement;
        const root = from?.closest<HTMLElement>("form");
        if (type && root && from) advanceAfterClosing(root, from);
      }}
      itemKey={({ id }) => id}
      itemLabel={({ name }) => name}
      renderItem={({ name, duration_min }) => (
        <span className="flex gap-3">
          <span className="min-w-0 flex-1 truncate">{name}</span>
          <span className="text-13 text-text-3 tabular-nums">{formats.duration(duration_min)}</span>
        </span>
      )}
      empty={data ? t("noService") : t("loading")}
      placeholder={t("servicePlaceholder")}
      disabled={isFixed}
    />
  );
}
