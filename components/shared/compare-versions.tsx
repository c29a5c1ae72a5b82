"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DiffFields } from "./diff-fields";
import type { FieldDifference, Side } from "./diff-fields";
import { FormProblem } from "./error-card";

/** `isTouched`: the person changed this field, so that "yours" is the first proposal. */
export type VersionDifference = FieldDifference & { isTouched: boolean };

type CompareVersionsProps = {
  /** Null while nothing clashes. */
  differences: readonly VersionDifference[] | null;
  /** Who made the newer version, where it is known. */
  by?: string | null;
  problem?: unknown;
  isBusy?: boolean;
  onBack: () => void;
  /** The names of the fields in which the person's own value shall stand. */
  onSave: (mine: readonly string[]) => void;
};

/** A save met a newer version: nothing is overwritten until somebody has chosen field by field. */
export function CompareVersions(props: CompareVersionsProps) {
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
