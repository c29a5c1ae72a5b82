"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { dateIn, timeIn } from "@/lib/time";
import { correctTimeEntry } from "@/lib/time-entries/client";
import type { TimeEntry } from "@/lib/time-entries/schema";
import { instantsOf, OF_HOURS, TimeFields, TimeProblem } from "./time-fields";

type CorrectTimeProps = { entry: TimeEntry; timeZone: string; onClose: () => void };

function useCorrection({ entry, timeZone, onClose }: CorrectTimeProps) {
  const client = useQueryClient();
  const [from, setFrom] = useState(timeIn(entry.starts_at, timeZone));
  const [to, setTo] = useState(timeIn(entry.ends_at ?? entry.starts_at, timeZone));
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const save = async () => {
    const words = reason.trim();
    setIsMissing(words === "");
    if (words === "" || from === "" || to === "") return;
    setIsSaving(true);
    setProblem(null);
    try {
      const times = instantsOf(dateIn(entry.starts_at, timeZone), from, to, timeZone);
      await correctTimeEntry(entry.id, entry.version, { ...times, reason: words });
      await client.invalidateQueries({
        predicate: ({ queryKey: [head] }) => OF_HOURS.includes(String(head)),
      });
      onClose();
    } catch (error) {
      setProblem(error);
      setIsSaving(false);
    }
  };
  return {
    from,
    setFrom,
    to,
    setTo,
    reason,
    setReason,
    isMissing,
    problem,
    isSaving,
    save: () => void save(),
  };
}

/** Hours are paid and invoiced by what stands here, so a correction says why, and the history keeps both. */
export function CorrectTime(props: CorrectTimeProps) {
  const { entry, onClose } = props;
  const t = useTranslations("visit-work.time");
  const state = useCorrection(props);
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("correctTitle", { kind: t(`kind.${entry.kind}`), name: entry.resource.name })}
      closeLabel={t("keep")}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{t("keep")}</Button>
          <Button variant="primary" busy={state.isSaving} onClick={state.save}>
            {t("save")}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <TimeProblem problem={state.problem} name={entry.resource.name} />
        <TimeFields from={state.from} to={state.to} onFrom={state.setFrom} onTo={state.setTo} />
        <Field label={t("reason")} hint={t("reasonHint")} error={state.isMissing ? t("reasonNeeded") : null}>
          <Textarea rows={2} value={state.reason} onChange={({ target }) => state.setReason(target.value)} />
        </Field>
      </div>
    </Dialog>
  );
}
