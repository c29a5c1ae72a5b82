"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Segmented } from "@/components/ui/segmented";
import { UNKNOWN } from "@/lib/i18n/format";
import type { CompareVersionsProps, FieldDifference, VersionDifference } from "./compare-versions";
import { FormProblem } from "./error-card";

type Side = "yours" | "theirs";

/** A save met a newer version: nothing is overwritten until somebody has chosen field by field. */
export function VersionChoice(props: CompareVersionsProps) {
  const { differences, by, problem, isBusy, onBack, onSave } = props;
  const t = useTranslations("shared");
  const [choices, setChoices] = useState<Record<string, Side>>({});
  const sideOf = (field: VersionDifference): Side =>
    choices[field.name] ?? (field.isTouched ? "yours" : "theirs");
  const fields = differences ?? [];
  return (
    <Dialog
      open={differences !== null}
      onOpenChange={(open) => (open ? undefined : onBack())}
      title={by ? t("compare.titleBy", { name: by }) : t("compare.title")}
      description={fields.length > 0 ? t("compare.text") : t("compare.same")}
      closeLabel={t("close")}
      size="md"
      footer={
        <>
          <Button onClick={onBack}>{t("compare.back")}</Button>
          <Button
            variant="primary"
            busy={isBusy}
            onClick={() =>
              onSave(fields.filter((field) => sideOf(field) === "yours").map((field) => field.name))
            }
          >
            {t("compare.save")}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <FormProblem error={problem} />
        <DiffFields
          fields={fields}
          choices={Object.fromEntries(fields.map((field) => [field.name, sideOf(field)]))}
          onChoose={(name, side) => setChoices((before) => ({ ...before, [name]: side }))}
        />
      </div>
    </Dialog>
  );
}

type DiffFieldsProps = {
  fields: readonly FieldDifference[];
  choices: Readonly<Record<string, Side>>;
  onChoose: (name: string, side: Side) => void;
};

/** A save met a newer version: both values by field, and which of them shall stand. */
function DiffFields({ fields, choices, onChoose }: DiffFieldsProps) {
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
