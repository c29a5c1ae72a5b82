"use client";

import { CircleAlert, Plus, X } from "lucide-react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import type { PlainForm } from "@/components/shared/use-plain-form";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { BusinessHoursUpdate, OpenSpan } from "@/lib/hours/schema";
import { useFormats } from "@/lib/i18n/client";
import { inOrder, minutesAWeek, nextSpan, tidyTime, WEEKDAYS, weekdayName } from "./week-rows";

export type WeekForm = PlainForm<BusinessHoursUpdate>;

/** The seven days, several spans each. What is closed says so instead of showing nothing. */
export function WeekEditor({ state }: { state: WeekForm }) {
  const t = useTranslations("hours");
  const formats = useFormats();
  const { hours } = state.values;
  const write = (next: OpenSpan[]) => state.set({ hours: next });
  const copyMonday = () => {
    const monday = hours.filter(({ weekday }) => weekday === 1);
    const others = [2, 3, 4, 5].flatMap((weekday) => monday.map((span) => ({ ...span, weekday })));
    write([...monday, ...others, ...hours.filter(({ weekday }) => weekday > 5)]);
  };
  return (
    <div className="grid gap-1">
      {WEEKDAYS.map((weekday) => (
        <DayRow key={weekday} weekday={weekday} hours={hours} state={state} onChange={write} />
      ))}
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button size="sm" variant="ghost" className="-ms-2" onClick={copyMonday}>
          {t("copy")}
        </Button>
        <span className="text-13 text-text-3">
          {hours.length === 0 ? t("never") : t("sum", { time: formats.duration(minutesAWeek(hours)) })}
        </span>
      </div>
    </div>
  );
}

type DayRowProps = {
  weekday: number;
  hours: readonly OpenSpan[];
  state: WeekForm;
  onChange: (hours: OpenSpan[]) => void;
};

function DayRow({ weekday, hours, state, onChange }: DayRowProps) {
  const t = useTranslations("hours");
  const formats = useFormats();
  const day = weekdayName(formats, weekday);
  // The form's list is flat, as the wire's is: each span keeps its place in it.
  const spans = hours.flatMap((span, index) => (span.weekday === weekday ? [{ span, index }] : []));
  return (
    <div
      role="group"
      aria-label={day}
      className="flex items-start gap-3 edge-b py-2 last:border-0 max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:items-center max-sm:gap-y-1"
    >
      <span className="w-24 shrink-0 pt-1.5 font-medium max-sm:w-auto max-sm:pt-0">{day}</span>
      <div className="grid min-w-0 flex-1 gap-2 max-sm:order-last max-sm:col-span-2">
        {spans.length === 0 ? <span className="pt-1.5 text-text-3 max-sm:pt-0">{t("closed")}</span> : null}
        {spans.map(({ span, index }, place) => (
          <SpanRow
            key={index}
            span={span}
            index={index}
            state={state}
            labels={{ day, number: place + 1 }}
            onChange={(next) => onChange(hours.map((each) => (each === span ? next : each)))}
          >
            <IconButton
              label={t("removeSpan", { day, number: place + 1 })}
              size="sm"
              onClick={() => onChange(hours.filter((each) => each !== span))}
            >
              <X aria-hidden />
            </IconButton>
          </SpanRow>
        ))}
      </div>
      <IconButton
        label={t("addSpan", { day })}
        size="sm"
        onClick={() => onChange(inOrder([...hours, nextSpan(hours, weekday)]))}
      >
        <Plus aria-hidden />
      </IconButton>
    </div>
  );
}

type SpanRowProps = {
  span: OpenSpan;
  /** Its place in the form's list, where complaints about it are. */
  index: number;
  state: WeekForm;
  labels: { day: string; number: number };
  onChange: (span: OpenSpan) => void;
  children: ReactNode;
};

function SpanRow({ span, index, state, labels, onChange, children }: SpanRowProps) {
  const t = useTranslations("hours");
  const errorId = `hours-${index}-error`;
  const code = state.codeOf(`hours.${index}.opens`) ?? state.codeOf(`hours.${index}.closes`);
  const input = (name: "opens" | "closes", label: string) => (
    <Input
      value={span[name]}
      onChange={(event) => onChange({ ...span, [name]: event.target.value })}
      onBlur={() => {
        const tidy = tidyTime(span[name]);
        if (tidy !== span[name]) onChange({ ...span, [name]: tidy });
      }}
      aria-label={label}
      aria-invalid={code !== null || undefined}
      aria-describedby={code ? errorId : undefined}
      inputMode="numeric"
      autoComplete="off"
      className="w-20 px-2 text-center tabular-nums"
    />
  );
  return (
    <div className="grid gap-1">
      <div className="flex items-center gap-2">
        {input("opens", t("opensOn", labels))}
        <span aria-hidden>–</span>
        {input("closes", t("closesOn", labels))}
        {children}
      </div>
      {code ? (
        <p id={errorId} className="flex items-center gap-1.5 text-13 text-danger">
          <CircleAlert aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
          {code === "ends_before_start" || code === "overlap" ? t(code) : t("wrong")}
        </p>
      ) : null}
    </div>
  );
}
