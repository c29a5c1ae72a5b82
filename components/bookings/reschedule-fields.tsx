"use client";

import { useTranslations } from "use-intl/react";
import { WhenWindow } from "@/components/shared/when";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Booking } from "@/lib/bookings/schema";
import { useFormats } from "@/lib/i18n/client";
import { addDays } from "@/lib/time";
import { DateField } from "./date-field";
import { PeoplePicker } from "./people-picker";
import { PromiseShift } from "./promise-line";
import { TimeField } from "./time-field";
import type { RescheduleState } from "./use-reschedule";

type RescheduleFieldsProps = { visit: Booking; state: RescheduleState };

/** Day, start, end and people, and below them what they mean for the customer. */
export function RescheduleFields({ visit, state }: RescheduleFieldsProps) {
  const t = useTranslations("bookings.reschedule");
  const formats = useFormats();
  const { draft, change } = state;
  return (
    <>
      <TimeRow state={state} />
      <div className="-mt-2 grid gap-1 text-13 text-text-3">
        {draft.isAnyTime ? null : (
          <p>
            <WhenWindow from={state.starts_at} to={state.ends_at} timeZone={state.zone} />
            {`, ${formats.duration(state.durationMin)}`}
          </p>
        )}
        {visit.starts_at ? (
          <p>
            {t("was")} <WhenWindow from={visit.starts_at} to={visit.ends_at} timeZone={state.zone} />
          </p>
        ) : null}
      </div>
      {draft.isAnyTime ? null : <PromiseShift visit={visit} startsAt={state.starts_at} />}
      {state.isOtherTime && (visit.starts_at || visit.flexible_on) ? (
        <Field label={t("toldReason")} hint={t("toldReasonHint", { name: visit.job.customer.display_name })}>
          <Input
            value={draft.toldReason}
            onChange={({ target }) => change({ toldReason: target.value })}
            maxLength={500}
            autoComplete="off"
          />
        </Field>
      ) : null}
      <Field label={t("people")}>
        <PeoplePicker
          value={draft.people}
          onValueChange={(people) => change({ people })}
          aria-label={t("people")}
        />
      </Field>
    </>
  );
}

/** Day, start and end; where only the day is promised, the day. */
function TimeRow({ state }: { state: RescheduleState }) {
  const t = useTranslations("bookings.reschedule");
  const { draft, change } = state;
  const onDay = (days: 1 | -1) => change({ date: addDays(draft.date, days) });
  return (
    <>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-[minmax(0,1fr)_8rem_8rem]">
        <Field label={t("date")} className="max-sm:col-span-2">
          <DateField value={draft.date} onValueChange={(date) => change({ date })} />
        </Field>
        {draft.isAnyTime ? null : (
          <>
            <Field label={t("starts")}>
              <TimeField
                autoFocus
                value={draft.time}
                onValueChange={(time) => change({ time })}
                onDay={onDay}
              />
            </Field>
            <Field label={t("ends")}>
              <TimeField value={state.endTime} onValueChange={state.changeEnd} onDay={onDay} />
            </Field>
          </>
        )}
      </div>
      <Checkbox
        checked={draft.isAnyTime}
        onCheckedChange={(isAnyTime) => change({ isAnyTime })}
        hint={t("anyTimeHint")}
      >
        {t("anyTime")}
      </Checkbox>
    </>
  );
}
