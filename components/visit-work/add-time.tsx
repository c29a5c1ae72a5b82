"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Booking } from "@/lib/bookings/schema";
import { leadOf } from "@/lib/planning/rules";
import { dateIn, timeIn } from "@/lib/time";
import { createTimeEntry } from "@/lib/time-entries/client";
import type { TimeEntryKind } from "@/lib/time-entries/schema";
import { instantsOf, OF_HOURS, TimeFields, TimeProblem } from "./time-fields";

type AddTimeProps = { visit: Booking; timeZone: string; onClose: () => void };

const KINDS: readonly TimeEntryKind[] = ["on_site", "travel", "break"];

function useAddition({ visit, timeZone, onClose }: AddTimeProps) {
  const client = useQueryClient();
  const start = visit.actual_start ?? visit.starts_at ?? visit.created_at;
  const end = visit.actual_end ?? visit.ends_at ?? start;
  const [values, setValues] = useState({
    kind: "on_site" as TimeEntryKind,
    resource: leadOf(visit)?.resource_id ?? "",
    date: dateIn(start, timeZone),
    from: timeIn(start, timeZone),
    to: timeIn(end, timeZone),
    note: "",
  });
  const [problem, setProblem] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const set = (changes: Partial<typeof values>) => setValues((before) => ({ ...before, ...changes }));
  const save = async () => {
    const { kind, resource, date, from, to, note } = values;
    if (date === "" || from === "" || to === "" || resource === "") return;
    setIsSaving(true);
    setProblem(null);
    try {
      const times = instantsOf(date, from, to, timeZone);
      const body = { booking_id: visit.id, resource_id: resource, kind, ...times, note: note.trim() || null };
      await createTimeEntry(body);
      await client.invalidateQueries({
        predicate: ({ queryKey: [head] }) => OF_HOURS.includes(String(head)),
      });
      onClose();
    } catch (error) {
      setProblem(error);
      setIsSaving(false);
    }
  };
  return { values, set, problem, isSaving, save: () => void save() };
}

/** Hours that no step of the visit made: a phone left in the van, a colleague who lent a hand. */
export function AddTime(props: AddTimeProps) {
  const { visit, onClose } = props;
  const t = useTranslations("visit-work.time");
  const { values, set, problem, isSaving, save } = useAddition(props);
  const people = visit.assignments.filter(({ kind }) => kind === "technician");
  const name = people.find(({ resource_id }) => resource_id === values.resource)?.name ?? "";
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("addTitle", { number: visit.number })}
      closeLabel={t("back")}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{t("back")}</Button>
          <Button variant="primary" busy={isSaving} onClick={save}>
            {t("doAdd")}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <TimeProblem problem={problem} name={name} />
        <WhoAndWhat people={people} values={values} set={set} />
        <TimeFields
          from={values.from}
          to={values.to}
          onFrom={(from) => set({ from })}
          onTo={(to) => set({ to })}
        />
        <Field label={t("note")} optional={t("optional")}>
          <Input value={values.note} maxLength={500} onChange={({ target }) => set({ note: target.value })} />
        </Field>
      </div>
    </Dialog>
  );
}

type WhoAndWhatProps = Pick<ReturnType<typeof useAddition>, "values" | "set"> & {
  people: Booking["assignments"];
};

function WhoAndWhat({ people, values, set }: WhoAndWhatProps) {
  const t = useTranslations("visit-work.time");
  return (
    <>
      <Field label={t("who")}>
        <Select
          value={values.resource}
          onValueChange={(resource) => set({ resource })}
          options={people.map((one) => ({ value: one.resource_id, label: one.name }))}
        />
      </Field>
      <Field label={t("what")}>
        <Select
          value={values.kind}
          onValueChange={(kind) => set({ kind })}
          options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      </Field>
      <Field label={t("day")}>
        <Input type="date" value={values.date} onChange={({ target }) => set({ date: target.value })} />
      </Field>
    </>
  );
}
