"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { CompareVersions } from "@/components/shared/compare-versions";
import { ErrorCard } from "@/components/shared/error-card";
import { parseWith } from "@/components/shared/parse-with";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fetchNumbering, settingKeys, updateNumbering } from "@/lib/settings/client";
import { HIGHEST_NUMBER, NUMBERED } from "@/lib/settings/rules";
import type { Numbered } from "@/lib/settings/rules";
import type { Numbering } from "@/lib/settings/schema";
import type { NumberingFields } from "./card-schemas";
import { NumberInput, toNumber } from "./number-input";
import { SettingsCard } from "./settings-card";
import { useCardForm } from "./use-card-form";

const parse = parseWith(() => import("./card-schemas").then((schemas) => schemas.numberingCard));

const kindOf = (name: string) => NUMBERED.find((kind) => name.startsWith(`${kind}_`)) ?? "job";

function useNumberingForm(numbering: Numbering) {
  const t = useTranslations("settings.numbering");
  const client = useQueryClient();
  const { job, booking, request } = NAMES;
  const sentences = [...job, ...booking, ...request].flatMap((name) =>
    name.endsWith("_prefix")
      ? ["invalid", "invalid_format", "too_small", "too_big"]
          .map((code) => [`${name}:${code}`, t("prefixShape")])
          .concat([[`${name}:prefix_taken`, t("prefixTaken")]])
      : ["invalid", "too_small", "too_big", "invalid_type"]
          .map((code) => [`${name}:${code}`, t("nextShape")])
          .concat([[`${name}:numbers_taken`, t("numbersTaken")]]),
  );
  return useCardForm<Numbering, NumberingFields, NumberingFields>({
    name: "organization.numbering",
    parse,
    record: numbering,
    fieldsOf: ({ version: _version, ...fields }) => fields,
    send: updateNumbering,
    onSaved: (saved) => client.setQueryData(settingKeys.numbering, saved),
    words: {
      label: (name) => t(`${kindOf(name)}.${name.endsWith("_prefix") ? "prefix" : "next"}`),
      value: (_name, value) =>
        typeof value === "string" || typeof value === "number" ? String(value) : null,
    },
    sentences: Object.fromEntries(sentences) as Record<string, string>,
  });
}

const NAMES = {
  job: ["job_prefix", "job_next"],
  booking: ["booking_prefix", "booking_next"],
  request: ["request_prefix", "request_next"],
} as const satisfies Record<Numbered, readonly [keyof NumberingFields, keyof NumberingFields]>;

/** Letters and next number of jobs, visits and requests, with what the next ones will be called. */
export function NumberingCard() {
  const t = useTranslations("settings.numbering");
  const { data, error, refetch } = useQuery({
    queryKey: settingKeys.numbering,
    queryFn: ({ signal }) => fetchNumbering(signal),
  });
  if (data) return <NumberingForm numbering={data} />;
  if (error) return <ErrorCard title={t("error")} error={error} onRetry={() => void refetch()} />;
  return <SkeletonLines lines={6} />;
}

type NumberingState = ReturnType<typeof useNumberingForm>["state"];

function NumberingForm({ numbering }: { numbering: Numbering }) {
  const t = useTranslations("settings.numbering");
  const { state, saves, conflict } = useNumberingForm(numbering);
  return (
    <>
      <SettingsCard title={t("title")} saveLabel={t("save")} state={state} saves={saves}>
        <p className="text-13 text-text-3">{t("hint")}</p>
        {NUMBERED.map((kind) => (
          <KindFields key={kind} kind={kind} state={state} />
        ))}
      </SettingsCard>
      <CompareVersions {...conflict} />
    </>
  );
}

function KindFields({ kind, state: { values, field, errorOf } }: { kind: Numbered; state: NumberingState }) {
  const t = useTranslations("settings.numbering");
  const [prefixName, nextName] = NAMES[kind];
  const [letters, next] = [values[prefixName], values[nextName]];
  const example = typeof next === "number" && letters ? `${letters}-${next}, ${letters}-${next + 1}` : null;
  return (
    <fieldset className="grid gap-2">
      <legend className="sr-only">{t(`${kind}.name`)}</legend>
      <div className="grid grid-cols-[8rem_minmax(0,1fr)] gap-3">
        <Field label={t(`${kind}.prefix`)} error={errorOf(prefixName)}>
          <Input
            {...field(prefixName, (text) => text.toUpperCase().trim())}
            maxLength={5}
            autoComplete="off"
            spellCheck={false}
            className="font-mono uppercase"
          />
        </Field>
        <Field label={t(`${kind}.next`)} error={errorOf(nextName)}>
          <NumberInput {...field(nextName, toNumber)} unit="" min={1} max={HIGHEST_NUMBER} step={1} />
        </Field>
      </div>
      <p className="text-13 text-text-2">
        {example ? t("preview", { example: example.toUpperCase() }) : t("noPreview")}
      </p>
    </fieldset>
  );
}
