"use client";

import { Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { useCan } from "@/components/shared/member";
import { When } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { useFormats } from "@/lib/i18n/client";
import type { Booking } from "@/lib/bookings/schema";
import type { TimeEntry } from "@/lib/time-entries/schema";
import type { VisitWork } from "@/lib/visit-work/schema";

const CorrectTime = lazyShown(() => import("./correct-time").then((part) => part.CorrectTime));

const AddTime = lazyShown(() => import("./add-time").then((part) => part.AddTime));

type TimeCardProps = {
  visit: Booking;
  entries: readonly TimeEntry[];
  minutes: VisitWork["minutes"];
  timeZone: string;
  isUnderWay: boolean;
};

/** Hours as the steps of the visit made them; a correction says why, and stands beside what it corrected. */
export function TimeCard({ visit, entries, minutes, timeZone, isUnderWay }: TimeCardProps) {
  const t = useTranslations("visit-work.time");
  const formats = useFormats();
  const [correcting, setCorrecting] = useState<TimeEntry | null>(null);
  const sums = (["travel", "on_site", "break"] as const).filter((kind) => minutes[kind] > 0);
  return (
    <Card title={t("title")} action={<AddHours visit={visit} timeZone={timeZone} />}>
      {entries.length === 0 ? <p className="text-text-2">{isUnderWay ? t("none") : t("noneNoted")}</p> : null}
      {sums.length > 0 ? (
        <p className="flex flex-wrap gap-x-4 pb-2 text-13 text-text-2">
          {sums.map((kind) => (
            <span key={kind}>
              {t(`kind.${kind}`)} <span className="tabular-nums">{formats.duration(minutes[kind])}</span>
            </span>
          ))}
        </p>
      ) : null}
      <ul className="grid gap-2">
        {entries.map((entry) => (
          <EntryLine
            key={entry.id}
            entry={entry}
            timeZone={timeZone}
            onCorrect={() => setCorrecting(entry)}
          />
        ))}
      </ul>
      {correcting ? (
        <CorrectTime
          key={correcting.id}
          entry={correcting}
          timeZone={timeZone}
          onClose={() => setCorrecting(null)}
        />
      ) : null}
    </Card>
  );
}

/** For hours that no step made. Absent where nobody went who could have worked. */
function AddHours({ visit, timeZone }: { visit: Booking; timeZone: string }) {
  const t = useTranslations("visit-work.time");
  const [isAdding, setIsAdding] = useState(false);
  const mayAdd = useCan()("create", "time_entries");
  if (!mayAdd || !visit.assignments.some(({ kind }) => kind === "technician")) return null;
  return (
    <>
      <Button size="sm" variant="ghost" icon={<Plus aria-hidden />} onClick={() => setIsAdding(true)}>
        {t("add")}
      </Button>
      {isAdding ? <AddTime visit={visit} timeZone={timeZone} onClose={() => setIsAdding(false)} /> : null}
    </>
  );
}

type EntryLineProps = { entry: TimeEntry; timeZone: string; onCorrect: () => void };

function EntryLine({ entry, timeZone, onCorrect }: EntryLineProps) {
  const t = useTranslations("visit-work.time");
  const formats = useFormats();
  const mayCorrect = useCan()("update", "time_entries");
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="min-w-28 font-medium">{t(`kind.${entry.kind}`)}</span>
      <span className="text-text-2">{entry.resource.name}</span>
      <span className="tabular-nums">
        <When at={entry.starts_at} timeZone={timeZone} show="time" />
        {" – "}
        {entry.ends_at ? <When at={entry.ends_at} timeZone={timeZone} show="time" /> : null}
      </span>
      <span className="flex-1 text-13 whitespace-nowrap text-text-3 tabular-nums">
        {entry.ends_at ? formats.duration(entry.minutes ?? 0) : <Running since={entry.starts_at} />}
      </span>
      {mayCorrect && entry.ends_at ? (
        <Button size="sm" variant="ghost" onClick={onCorrect}>
          {t("correct")}
        </Button>
      ) : null}
      {entry.corrected_at ? (
        <span className="w-full text-13 text-text-3">
          {t("corrected", {
            name: entry.corrected_by?.name ?? t("somebody"),
            reason: entry.correction_reason ?? "",
          })}
        </span>
      ) : null}
    </li>
  );
}

/** Counts on while somebody works, by the minute as it will be paid. */
function Running({ since }: { since: string }) {
  const t = useTranslations("visit-work.time");
  const formats = useFormats();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  const minutes = Math.max(0, Math.floor((now - Date.parse(since)) / 60_000));
  return (
    <span suppressHydrationWarning className="font-medium text-success">
      {t("running", { duration: formats.duration(minutes) })}
    </span>
  );
}
