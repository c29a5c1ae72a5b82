"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { cn } from "@/lib/cn";
import { minutesOf, nextShift, WEEKDAYS } from "@/lib/availability/rules";
import type { Shift } from "@/lib/availability/schema";
import { useWeekWords } from "./use-week-words";

type WeekTimesProps = { hours: readonly Shift[]; onChange: ((hours: Shift[]) => void) | null };

/** The same week as from and to, several a day: exact to the minute, and all there is on a phone. */
export function WeekTimes({ hours, onChange }: WeekTimesProps) {
  const { dayName } = useWeekWords();
  return (
    <ul className={cn("grid", onChange ? "gap-2" : "gap-1")}>
      {WEEKDAYS.map((weekday) => (
        <li key={weekday} className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-start gap-2">
          <span className={cn("text-text-2", onChange && "py-1.5")}>{dayName(weekday, "long")}</span>
          <DayTimes weekday={weekday} hours={hours} onChange={onChange} />
        </li>
      ))}
    </ul>
  );
}

function DayTimes({ weekday, hours, onChange }: WeekTimesProps & { weekday: number }) {
  const t = useTranslations("resources");
  const { dayName, timeLabel } = useWeekWords();
  const day = dayName(weekday, "long");
  const shifts = hours.filter((shift) => shift.weekday === weekday);
  if (!onChange) {
    const spans = shifts.map(
      ({ starts, ends }) => `${timeLabel(minutesOf(starts))} – ${timeLabel(minutesOf(ends))}`,
    );
    return <span className="tabular-nums">{spans.length > 0 ? spans.join(", ") : t("week.off")}</span>;
  }
  const next = nextShift(hours, weekday);
  const change = (old: Shift, changes: Partial<Shift>) =>
    onChange(hours.map((shift) => (shift === old ? { ...shift, ...changes } : shift)));
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {shifts.map((shift, index) => (
        <ShiftTimes
          // eslint-disable-next-line react/no-array-index-key -- both its times change while one types
          key={index}
          shift={shift}
          number={index + 1}
          day={day}
          onChange={(changes) => change(shift, changes)}
          onRemove={() => onChange(hours.filter((other) => other !== shift))}
        />
      ))}
      {next ? (
        <IconButton label={t("week.add", { day })} size="sm" onClick={() => onChange([...hours, next])}>
          <Plus aria-hidden />
        </IconButton>
      ) : null}
    </div>
  );
}

type ShiftTimesProps = {
  shift: Shift;
  number: number;
  day: string;
  onChange: (changes: Partial<Shift>) => void;
  onRemove: () => void;
};

function ShiftTimes({ shift, number, day, onChange, onRemove }: ShiftTimesProps) {
  const t = useTranslations("resources");
  return (
    <span className="flex items-center gap-1">
      <Input
        type="time"
        value={shift.starts}
        aria-label={t("week.from", { day, number })}
        onChange={(event) => event.target.value && onChange({ starts: event.target.value })}
        className="w-36"
      />
      <span aria-hidden>–</span>
      <Input
        type="time"
        // A time field knows no 24:00: the end of a day is entered as midnight.
        value={shift.ends === "24:00" ? "00:00" : shift.ends}
        aria-label={t("week.to", { day, number })}
        aria-invalid={shift.ends <= shift.starts || undefined}
        onChange={(event) => {
          const ends = event.target.value === "00:00" ? "24:00" : event.target.value;
          if (ends) onChange({ ends });
        }}
        className="w-36"
      />
      <IconButton label={t("week.remove", { day, number })} size="sm" onClick={onRemove}>
        <X aria-hidden />
      </IconButton>
    </span>
  );
}
