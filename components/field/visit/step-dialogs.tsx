"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import type { Visit } from "@/lib/sync/schema";
import { Chips } from "./chips";
import { ReasonDialog } from "./reason-dialog";
import type { Steps } from "./use-steps";

type StepDialogProps = { visit: Visit; steps: Steps; onClose: () => void };

export function PauseDialog({ visit, steps, onClose }: StepDialogProps) {
  const t = useTranslations("field.pause");
  return (
    <ReasonDialog
      draftKey={`pause:${visit.id}`}
      title={t("title")}
      description={t("text")}
      label={t("reasons")}
      reasons={[t("parts"), t("break"), t("access"), t("call")]}
      save={t("save")}
      isBusy={steps.isBusy}
      onSave={(reason) => steps.take("paused", { reason })}
      onClose={onClose}
    />
  );
}

export function NobodyDialog({ visit, steps, onClose }: StepDialogProps) {
  const t = useTranslations("field.nobody");
  return (
    <ReasonDialog
      draftKey={`nobody:${visit.id}`}
      title={t("title")}
      description={t("text", { name: visit.customer.display_name })}
      label={t("reasons")}
      reasons={[t("noAnswer"), t("sentAway"), t("wrongAddress")]}
      save={t("save")}
      isDanger
      isBusy={steps.isBusy}
      onSave={(reason) => steps.take("no_show", { reason })}
      onClose={onClose}
    />
  );
}

const LENGTHS = [30, 60, 120, 240] as const;
type Length = `${(typeof LENGTHS)[number]}` | "unknown";

/** Not everything could be done: says what is missing, and the office gets the rest to plan. */
export function UnfinishedDialog({ visit, steps, onClose }: StepDialogProps) {
  const t = useTranslations("field.unfinished");
  const formats = useFormats();
  const [length, setLength] = useState<Length>("unknown");
  const lengths = [
    ...LENGTHS.map((minutes) => ({ value: `${minutes}` as Length, label: formats.duration(minutes) })),
    { value: "unknown" as Length, label: t("unknown") },
  ];
  const save = (reason: string) =>
    steps.take("completed", {
      outcome: "incomplete",
      outcome_reason: reason,
      follow_up: { reason, ...(length === "unknown" ? {} : { duration_min: Number(length) }) },
    });
  return (
    <ReasonDialog
      draftKey={`unfinished:${visit.id}`}
      title={t("title")}
      description={t("text")}
      label={t("reasons")}
      reasons={[t("parts"), t("time"), t("access"), t("decision")]}
      save={t("save")}
      isBusy={steps.isBusy}
      onSave={save}
      onClose={onClose}
    >
      <div className="grid gap-2">
        <p className="text-16 font-medium">{t("length")}</p>
        <Chips label={t("length")} options={lengths} value={length} onValueChange={setLength} />
      </div>
    </ReasonDialog>
  );
}
