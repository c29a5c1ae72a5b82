"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarCheck, TriangleAlert } from "lucide-react";
import { useMemo, useState } from "react";
import { Controller, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import { CompareVersions } from "@/components/shared/compare-versions";
import { dropDraft } from "@/components/shared/draft";
import { FormSheet } from "@/components/shared/form-sheet";
import { useMember } from "@/components/shared/member";
import { useRecordForm } from "@/components/shared/use-record-form";
import { useSettled } from "@/components/shared/use-settled";
import { VisitLinks } from "@/components/shared/visit-links";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { checkTimeOff, createTimeOff, timeOffKeys, updateTimeOff } from "@/lib/time-off/client";
import { timeOffKind } from "@/lib/time-off/schema";
import type { TimeOff } from "@/lib/time-off/schema";
import { formOf, newTimeOff, timeOffForm } from "./time-off-form";
import type { TimeOffForm, TimeOffWrite } from "./time-off-form";
import { useTimeOffConflict } from "./use-time-off-conflict";

type TimeOffSheetProps = {
  resourceId: string;
  timeZone: string;
  /** Null for a new one. */
  stored: TimeOff | null;
  onClose: () => void;
};

export function TimeOffSheet(props: TimeOffSheetProps) {
  const { resourceId, timeZone, onClose } = props;
  // What the words are written against: a refetch behind the sheet is not what one has seen.
  const [stored] = useState(props.stored);
  const t = useTranslations("resources");
  const { user, organization } = useMember();
  const finish = useFinish(onClose);
  const schema = useMemo(() => timeOffForm(timeZone), [timeZone]);
  const [values] = useState(() => (stored ? formOf(stored, timeZone) : newTimeOff(timeZone)));
  const draftKey = `${organization.id}.${user.id}.time-off.${stored?.id ?? resourceId}`;
  const conflict = useTimeOffConflict({
    stored,
    timeZone,
    save: async (changes, version) => {
      if (stored && Object.keys(changes).length > 0) await updateTimeOff(stored.id, version, changes);
      dropDraft(draftKey);
      await finish();
    },
  });
  const state = useRecordForm<TimeOffForm, TimeOffWrite>({
    schema,
    values,
    version: stored?.version ?? null,
    draftKey,
    words: { "last_day:ends_before_start": t("timeOff.endsBeforeStart") },
    save: async (body, version) => {
      if (stored) await updateTimeOff(stored.id, version ?? stored.version, body);
      else await createTimeOff({ resource_id: resourceId, ...body });
      await finish();
    },
    onStale: conflict.open,
  });
  return (
    <>
      <FormSheet
        open
        title={stored ? t("timeOff.editTitle") : t("timeOff.newTitle")}
        saveLabel={stored ? t("timeOff.save") : t("timeOff.create")}
        state={state}
        onClose={onClose}
      >
        <TimeOffFields state={state} />
        <InTheWay {...props} state={state} schema={schema} />
      </FormSheet>
      <CompareVersions {...conflict.props} />
    </>
  );
}

function useFinish(onClose: () => void) {
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: timeOffKeys.all });
    void client.invalidateQueries({ queryKey: ["history"] });
    onClose();
  };
}

type State = ReturnType<typeof useRecordForm<TimeOffForm, TimeOffWrite>>;

function TimeOffFields({ state }: { state: State }) {
  const t = useTranslations("resources");
  const { form, errorOf } = state;
  return (
    <>
      <Field label={t("timeOff.kind")}>
        <Controller
          control={form.control}
          name="kind"
          render={({ field }) => (
            <Select
              value={field.value}
              onValueChange={field.onChange}
              options={timeOffKind.options.map((value) => ({ value, label: t(`timeOff.kinds.${value}`) }))}
            />
          )}
        />
      </Field>
      <Controller
        control={form.control}
        name="is_whole"
        render={({ field }) => (
          <Checkbox checked={field.value} onCheckedChange={field.onChange}>
            {t("timeOff.whole")}
          </Checkbox>
        )}
      />
      <SpanFields state={state} />
      <Field label={t("timeOff.note")} hint={t("timeOff.noteHint")} error={errorOf("note")}>
        <Textarea {...form.register("note")} />
      </Field>
    </>
  );
}

function SpanFields({ state }: { state: State }) {
  const t = useTranslations("resources");
  const { form, errorOf } = state;
  const isWhole = useWatch({ control: form.control, name: "is_whole" });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t("timeOff.firstDay")} error={errorOf("first_day")}>
        <Input type="date" {...form.register("first_day")} />
      </Field>
      {isWhole ? null : (
        <Field label={t("timeOff.fromTime")} error={errorOf("from_time")}>
          <Input type="time" {...form.register("from_time")} />
        </Field>
      )}
      <Field label={t("timeOff.lastDay")} error={errorOf("last_day")}>
        <Input type="date" {...form.register("last_day")} />
      </Field>
      {isWhole ? null : (
        <Field label={t("timeOff.toTime")} error={errorOf("to_time")}>
          <Input type="time" {...form.register("to_time")} />
        </Field>
      )}
    </div>
  );
}

type InTheWayProps = TimeOffSheetProps & { state: State; schema: ReturnType<typeof timeOffForm> };

/** While one still chooses the days: which visits they would hit. */
function InTheWay({ resourceId, timeZone, state, schema }: InTheWayProps) {
  const values = useSettled(useWatch({ control: state.form.control }), 300);
  const parsed = schema.safeParse(values);
  if (!parsed.success) return null;
  const { starts_at, ends_at } = parsed.data;
  return <Conflicts span={{ resource_id: resourceId, starts_at, ends_at }} timeZone={timeZone} />;
}

type Asked = { resource_id: string; starts_at: string; ends_at: string };

function Conflicts({ span, timeZone }: { span: Asked; timeZone: string }) {
  const t = useTranslations("resources");
  const { slug } = useMember().organization;
  const { data } = useQuery({
    queryKey: timeOffKeys.check(span),
    queryFn: ({ signal }) => checkTimeOff(span, signal),
    placeholderData: keepPreviousData,
  });
  if (!data) return null;
  if (data.conflicts.length === 0) {
    return (
      <p role="status" className="flex items-center gap-2 text-13 text-success">
        <CalendarCheck aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
        {t("timeOff.free")}
      </p>
    );
  }
  return (
    <section role="status" className="grid gap-2 rounded-control bg-warning-tint p-3">
      <p className="flex items-start gap-2 font-medium text-warning">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
        {t("timeOff.inTheWay", { count: data.conflicts.length })}
      </p>
      <VisitLinks slug={slug} visits={data.conflicts} timeZone={timeZone} />
    </section>
  );
}
