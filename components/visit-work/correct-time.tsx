"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { problemOf } from "@/components/shared/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { addDays, dateIn, timeIn, wallToInstant } from "@/lib/time";
import { correctTimeEntry } from "@/lib/time-entries/client";
import type { TimeEntry } from "@/lib/time-entries/schema";

type CorrectTimeProps = { entry: TimeEntry; timeZone: string; onClose: () => void };

/** Times of day at the site as instants; an end before the beginning is one of the next day. */
function instantsOf(entry: TimeEntry, from: string, to: string, timeZone: string) {
  const date = dateIn(entry.starts_at, timeZone);
  const endDate = to <= from ? addDays(date, 1) : date;
  return {
    starts_at: new Date(wallToInstant(date, from, timeZone)).toISOString(),
    ends_at: new Date(wallToInstant(endDate, to, timeZone)).toISOString(),
  };
}

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
      const times = instantsOf(entry, from, to, timeZone);
      await correctTimeEntry(entry.id, entry.version, { ...times, reason: words });
      await client.invalidateQueries({
        predicate: ({ queryKey: [head] }) =>
          ["visit-work", "time-entries", "history", "jobs"].includes(String(head)),
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
  const isTaken = problemOf(state.problem).code === "time_overlap";
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
        {isTaken ? (
          <p role="alert" className="rounded-control bg-danger-tint px-3 py-2 text-danger">
            {t("overlap", { name: entry.resource.name })}
          </p>
        ) : (
          <FormProblem error={state.problem} />
        )}
        <div className="grid grid-cols-2 gap-3">
          <Field label={t("from")}>
            <Input type="time" value={state.from} onChange={({ target }) => state.setFrom(target.value)} />
          </Field>
          <Field label={t("to")}>
            <Input type="time" value={state.to} onChange={({ target }) => state.setTo(target.value)} />
          </Field>
        </div>
        <Field label={t("reason")} hint={t("reasonHint")} error={state.isMissing ? t("reasonNeeded") : null}>
          <Textarea rows={2} value={state.reason} onChange={({ target }) => state.setReason(target.value)} />
        </Field>
      </div>
    </Dialog>
  );
}
