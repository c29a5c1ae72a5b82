"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { assignmentsOf, PeoplePicker } from "@/components/bookings/people-picker";
import { useMember } from "@/components/shared/member";
import { useSettled } from "@/components/shared/use-settled";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { bookingKeys, checkBooking } from "@/lib/bookings/client";
import type { BookingChecked } from "@/lib/bookings/schema";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";
import { dateIn, timeIn } from "@/lib/time";
import { exactRange } from "./exact-range";
import type { PartProps } from "./who-part";

/** A certain time and certain people; what is in the way is said before anything is saved. */
export function ExactTime({ form, set }: Pick<PartProps, "form" | "set">) {
  const t = useTranslations("planning.when");
  const { organization } = useMember();
  const zone = form.place?.timeZone ?? organization.time_zone;
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("date")}>
          <Input type="date" value={form.date} onChange={(event) => set({ date: event.target.value })} />
        </Field>
        {form.isAnyTime ? null : (
          <Field label={t("time")}>
            <Input
              type="time"
              step={300}
              value={form.time}
              onChange={(event) => set({ time: event.target.value })}
            />
          </Field>
        )}
      </div>
      <Checkbox
        checked={form.isAnyTime}
        onCheckedChange={(isAnyTime) => set({ isAnyTime })}
        hint={t("anyTimeHint")}
      >
        {t("anyTime")}
      </Checkbox>
      <Field label={t("people")}>
        <PeoplePicker value={form.people} onValueChange={(people) => set({ people })} />
      </Field>
      {form.isAnyTime ? null : <Check form={form} set={set} zone={zone} />}
    </div>
  );
}

function Check({ form, set, zone }: Pick<PartProps, "form" | "set"> & { zone: string }) {
  const t = useTranslations("planning.when");
  const range = exactRange(form, zone);
  const question = useSettled(
    range ? JSON.stringify({ ...range, assignments: assignmentsOf(form.people) }) : null,
    250,
  );
  const body = question ? (JSON.parse(question) as Parameters<typeof checkBooking>[0]) : null;
  const { data } = useQuery({
    queryKey: body ? bookingKeys.check(body) : [...bookingKeys.all, "check", null],
    queryFn: ({ signal }) => (body ? checkBooking(body, signal) : null),
    enabled: body !== null && form.people.length > 0,
    placeholderData: keepPreviousData,
  });
  if (!range) return <p className="text-13 text-text-3">{t("exactNeeds")}</p>;
  if (form.people.length === 0) return <p className="text-13 text-text-3">{t("exactNobody")}</p>;
  return data ? <Answer checked={data} zone={zone} onFit={(patch) => set(patch)} /> : null;
}

type AnswerProps = {
  checked: BookingChecked;
  zone: string;
  onFit: (patch: { date: string; time: string }) => void;
};

function Answer({ checked: { conflicts, warnings, next_fit }, zone, onFit }: AnswerProps) {
  const t = useTranslations("planning.when");
  const formats = useFormats();
  if (conflicts.length === 0 && warnings.length === 0)
    return <Line icon={<CircleCheck />} tone="text-success" words={t("fits")} />;
  return (
    <ul aria-live="polite" className="grid gap-1.5">
      {conflicts.map((conflict) => {
        const until = conflict.until ?? conflict.booking?.ends_at;
        const words = {
          name: conflict.resource_name,
          what: conflict.booking?.customer_name ?? t(`taken_by.${conflict.kind ?? "assignment"}`),
          until: until ? formats.time(until, zone) : "–",
        };
        return (
          <li key={`${conflict.resource_id}-${conflict.booking?.id ?? ""}`}>
            <Line icon={<CircleAlert />} tone="text-danger" words={t("conflict", words)} />
          </li>
        );
      })}
      {warnings.map(({ code, resource_id, detail }) => (
        <li key={`${code}-${resource_id ?? ""}`}>
          <Line
            icon={<TriangleAlert />}
            tone="text-warning"
            words={
              detail ? t("warningDetail", { words: t(`warning.${code}`), detail }) : t(`warning.${code}`)
            }
          />
        </li>
      ))}
      {conflicts.length > 0 && next_fit ? (
        <li>
          <Button
            size="sm"
            onClick={() =>
              onFit({ date: dateIn(next_fit.starts_at, zone), time: timeIn(next_fit.starts_at, zone) })
            }
          >
            {t("nextFit", { when: formats.dayTime(next_fit.starts_at, zone) })}
          </Button>
        </li>
      ) : null}
    </ul>
  );
}

function Line({ icon, tone, words }: { icon: ReactNode; tone: string; words: string }) {
  return (
    <p className="flex items-start gap-2 text-13">
      <span className={cn("mt-px [&>svg]:size-4 [&>svg]:stroke-[1.75]", tone)}>{icon}</span>
      <span>{words}</span>
    </p>
  );
}
