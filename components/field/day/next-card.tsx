"use client";

import { KeyRound, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { addressLine } from "@/components/shared/address";
import { StateBadge } from "@/components/shared/state-badge";
import { useGateCode } from "@/lib/field/gate-codes";
import { useFormats } from "@/lib/i18n/client";
import type { FieldSettings, Visit } from "@/lib/sync/schema";
import { FieldLink } from "../shell/router";
import { ContactRow } from "../visit/contact-row";
import { useHere } from "../visit/here";
import { NextStepButton } from "../visit/next-step-button";
import { partPath } from "../visit/paths";
import { Timer } from "../visit/timer";
import { useDistance } from "../visit/use-distance";
import { useNow } from "../visit/use-now";
import { VisitTime } from "../visit/visit-head";
import { ChangeMark } from "./change-mark";
import { driveOf, leaveBy, startingPoint } from "./rules";
import type { Known } from "./use-acknowledged";

type PlaceProps = { visit: Visit; visits: readonly Visit[]; settings: FieldSettings };
type NextCardProps = PlaceProps & { known: Known };

/** The next visit, with everything that is needed before its door. */
export function NextCard({ visit, visits, settings, known }: NextCardProps) {
  const t = useTranslations("field.day");
  const state = useTranslations("bookings.state");
  const { job, customer, property } = visit;
  const isUnderWay = visit.status !== "scheduled" && visit.status !== "dispatched";
  return (
    <section aria-labelledby="next-title" className="grid gap-3 border-y-2 border-text bg-surface py-3">
      <div className="grid gap-2 px-4">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <h2 id="next-title" className="text-14 font-semibold text-text-2">
            {t(isUnderWay ? "now" : "next")}
          </h2>
          {isUnderWay ? <StateBadge state={visit.status} size="md" /> : null}
        </div>
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <p className="text-24 tabular-nums">
            <VisitTime visit={visit} />
          </p>
          {isUnderWay ? (
            <Timer
              visit={visit}
              resourceId={settings.me.resource?.id ?? null}
              label={t("running", { state: state(visit.status) })}
            />
          ) : (
            <LeaveBy visit={visit} visits={visits} settings={settings} />
          )}
        </div>
        <FieldLink href={partPath(visit.id)} className="grid min-h-14 content-center gap-0.5 text-18">
          <span className="text-20 [overflow-wrap:anywhere]">
            {t("title", { name: customer.display_name, work: job.service_type?.name ?? job.title })}
          </span>
          <span className="[overflow-wrap:anywhere] text-text-2">{addressLine(property)}</span>
        </FieldLink>
        <Warnings visit={visit} />
      </div>
      <ChangeMark visit={visit} known={known} />
      <div className="grid gap-2 px-4">
        <ContactRow visit={visit} />
        <NextStepButton visit={visit} settings={settings} opensVisit />
      </div>
    </section>
  );
}

/** Before the drive, not after it: the dog, the code, what the office wants him to know. */
function Warnings({ visit }: { visit: Visit }) {
  const t = useTranslations("field.day");
  const { instructions, property } = visit;
  const hasCode = Boolean(useGateCode(property.id, useNow(30_000)));
  if (!instructions && !property.access_notes && !hasCode) return null;
  return (
    <ul className="grid gap-1 text-16">
      {instructions ? (
        <li className="flex items-start gap-2">
          <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-warning" strokeWidth={1.75} />
          <span className="line-clamp-3 [overflow-wrap:anywhere]">{instructions}</span>
        </li>
      ) : null}
      {property.access_notes || hasCode ? (
        <li className="flex items-start gap-2">
          <KeyRound aria-hidden className="mt-0.5 size-5 shrink-0 text-text-2" strokeWidth={1.75} />
          <span>{hasCode ? t("gateCode") : t("access")}</span>
        </li>
      ) : null}
    </ul>
  );
}

/** When to set off, the drive counted in; from where the phone is if it may say so, else from the visit before. */
function LeaveBy({ visit, visits, settings }: PlaceProps) {
  const t = useTranslations("field.day");
  const formats = useFormats();
  const distance = useDistance();
  const here = useHere();
  const now = useNow(30_000);
  const drive = driveOf(here ?? startingPoint(visits, visit), visit, settings.travel);
  const at = leaveBy(visit, drive);
  if (!drive || at === null) return null;
  const isLate = at < now;
  return (
    <p className="text-18 text-text">
      {t(isLate ? "leaveNow" : "leaveBy", { time: formats.time(at, visit.time_zone) })}
      <span className="block text-16 text-text-2">
        {t("drive", {
          distance: distance(drive.metres, visit.property.country),
          duration: formats.duration(drive.minutes),
        })}
      </span>
    </p>
  );
}
