"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { UNKNOWN } from "@/lib/i18n/format";
import { useFormats } from "@/lib/i18n/client";
import type { Today } from "@/lib/today/schema";
import { Block } from "./block";

/** What the figures count, in the words of the list they lead to. */
const DONE = "completed,closed";
const TO_GO = "unscheduled,scheduled,dispatched,en_route,on_site,paused";

/** Figures of the day; each is the way to its list. */
export function NumbersBlock({ today }: { today: Pick<Today, "numbers" | "date"> }) {
  const t = useTranslations("today");
  const { organization } = useMember();
  const formats = useFormats();
  const { numbers, date } = today;
  const list = `/o/${organization.slug}/bookings`;
  const ofDay = `from=${date}&to=${date}`;
  const share = numbers.on_time_share;
  const figures = [
    { id: "total", value: formats.number(numbers.total), href: `${list}?view=today&state=${TO_GO},${DONE}` },
    { id: "done", value: formats.number(numbers.done), href: `${list}?view=today&state=${DONE}` },
    { id: "to_go", value: formats.number(numbers.to_go), href: `${list}?view=today&state=${TO_GO}` },
    {
      id: "unassigned",
      value: formats.number(numbers.unassigned),
      href: `${list}?view=unassigned&${ofDay}`,
    },
    { id: "cancelled", value: formats.number(numbers.cancelled), href: `${list}?view=cancelled&${ofDay}` },
    {
      id: "on_time",
      value: share === null ? UNKNOWN : formats.percent(share),
      href: `${list}?view=late&${ofDay}`,
    },
  ] as const;
  return (
    <Block title={t("numbers")}>
      <ul className="grid grid-cols-3 overflow-hidden rounded-card edge bg-surface sm:grid-cols-6">
        {figures.map(({ id, value, href }) => (
          <li key={id} className="min-w-0">
            <Link href={href} className="block px-4 py-3 focus-inset hover:bg-hover">
              <span className="block text-24 tabular-nums">{value}</span>
              <span className="block truncate text-13 text-text-2">{t(`number.${id}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Block>
  );
}
