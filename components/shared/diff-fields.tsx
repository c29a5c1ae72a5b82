"use client";

import { useTranslations } from "use-intl/react";
import { Segmented } from "@/components/ui/segmented";
import { UNKNOWN } from "@/lib/i18n/format";

export type Side = "yours" | "theirs";
export type FieldDifference = { name: string; label: string; yours: string | null; theirs: string | null };

type DiffFieldsProps = {
  fields: readonly FieldDifference[];
  choices: Readonly<Record<string, Side>>;
  onChoose: (name: string, side: Side) => void;
};

/** A save met a newer version: both values by field, and which of them shall stand. */
export function DiffFields({ fields, choices, onChoose }: DiffFieldsProps) {
  const t = useTranslations("shared");
  const options = [
    { value: "yours", label: t("diff.yours") },
    { value: "theirs", label: t("diff.theirs") },
  ] as const;
  return (
    <ul className="grid gap-3">
      {fields.map((field) => (
        <li key={field.name} className="grid gap-2 rounded-card edge p-3">
          <div className="flex items-center justify-between gap-3">
            <span className="font-medium">{field.label}</span>
            <Segmented
              options={options}
              value={choices[field.name] ?? "yours"}
              onValueChange={(side: Side) => onChoose(field.name, side)}
              aria-label={t("diff.choose", { field: field.label })}
            />
          </div>
          <dl className="grid grid-cols-2 gap-3">
            <Value label={t("diff.yours")} value={field.yours} />
            <Value label={t("diff.theirs")} value={field.theirs} />
          </dl>
        </li>
      ))}
    </ul>
  );
}

function Value({ label, value }: { label: string; value: string | null }) {
  return (
    <div className="min-w-0">
      <dt className="text-12 text-text-3">{label}</dt>
      <dd className="break-words whitespace-pre-wrap">{value || UNKNOWN}</dd>
    </div>
  );
}

/** Old and new of one field in a history line. */
export function FieldChange({
  label,
  before,
  after,
}: {
  label: string;
  before: string | null;
  after: string | null;
}) {
  const t = useTranslations("shared");
  return (
    <div className="flex flex-wrap gap-x-2">
      <span className="text-text-3">{label}</span>
      {before ? (
        <del className="break-all text-text-2">
          <span className="sr-only">{t("diff.before")} </span>
          {before}
        </del>
      ) : null}
      <ins className="break-all no-underline">
        <span className="sr-only">{t("diff.after")} </span>
        {after ?? UNKNOWN}
      </ins>
    </div>
  );
}
