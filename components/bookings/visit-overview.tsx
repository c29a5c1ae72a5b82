"use client";

import { CircleAlert, Layers2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { useCan, useMember } from "@/components/shared/member";
import { openNewVisit } from "@/components/shared/new-visit";
import { StateNotes } from "@/components/shared/state-badge";
import { Button } from "@/components/ui/button";
import { isMovable } from "@/lib/bookings/rules";
import type { BookingRecord } from "@/lib/bookings/schema";
import { PromiseLine } from "./promise-line";
import { StepTrack } from "./step-track";
import { stepWord } from "./use-steps";
import type { Steps } from "./use-steps";
import { useVisitActions } from "./use-visit-actions";
import { placeOf } from "./use-visit-words";
import { VisitWhen } from "./visit-when";

type VisitOverviewProps = { visit: BookingRecord; steps: Steps };

/** Whose, where, when, what was promised, how far it has come, and the one step that usually comes next. */
export function VisitOverview({ visit, steps }: VisitOverviewProps) {
  const t = useTranslations("bookings");
  const { slug } = useMember().organization;
  const { customer } = visit.job;
  const isGone = visit.status === "cancelled" || visit.status === "no_show";
  return (
    <section aria-label={t("overview")} className="grid gap-4 rounded-card edge bg-surface p-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-1">
          <p className="text-16 font-semibold">
            <Link
              href={`/o/${slug}/customers/${customer.id}`}
              className={isGone ? "line-through" : "underline-offset-4 hover:underline"}
            >
              {customer.display_name}
            </Link>
          </p>
          <p className="text-text-2">{placeOf(visit)}</p>
          <p className="font-medium">
            <VisitWhen visit={visit} />
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Tell visit={visit} />
          <NextStep visit={visit} steps={steps} />
        </div>
      </div>
      <PromiseLine visit={visit} />
      <StateNotes late={visit.late} atRisk={visit.at_risk} overlap={null} className="text-13 lg:hidden" />
      <Circumstances visit={visit} />
      {isGone || visit.status === "unscheduled" ? null : <StepTrack visit={visit} />}
    </section>
  );
}

/** Late, and the customer should not have to guess. */
function Tell({ visit }: { visit: BookingRecord }) {
  const { tell } = useVisitActions(visit);
  if (!tell) return null;
  return (
    <Button icon={<tell.icon aria-hidden />} onClick={tell.run}>
      {tell.label}
    </Button>
  );
}

const USUAL = ["dispatched", "en_route", "on_site", "completed", "closed", "scheduled"] as const;

function NextStep({ visit, steps }: VisitOverviewProps) {
  const t = useTranslations("bookings");
  const next = USUAL.find((state) => steps.steps.includes(state));
  const to = next ?? (steps.steps.includes("unscheduled") ? "unscheduled" : null);
  // Reopening is for slips, never the usual way on.
  if (!to || (visit.status === "completed" && to === "on_site")) return null;
  return (
    <Button
      // Where nothing can be moved any more, this is the page's one main button.
      variant={isMovable(visit.status) ? "secondary" : "primary"}
      busy={steps.pending === to}
      onClick={() => steps.take(to)}
    >
      {t(`step.${stepWord(visit.status, to)}`)}
    </Button>
  );
}

/** Why it was cancelled, paused or left unfinished, and an overlap somebody wanted. */
function Circumstances({ visit }: { visit: BookingRecord }) {
  const t = useTranslations("bookings");
  const mayPlan = useCan()("create", "bookings");
  const isIncomplete = visit.outcome === "incomplete";
  return (
    <>
      {visit.status_reason ? (
        <p className="flex items-start gap-2">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-text-3" strokeWidth={1.75} />
          <span>
            {t(`state.${visit.status}`)}: {visit.status_reason}
          </span>
        </p>
      ) : null}
      {isIncomplete ? (
        <div className="flex flex-wrap items-center gap-3 rounded-control bg-warning-tint px-3 py-2">
          <span className="min-w-0 flex-1">
            {t("incomplete", { reason: visit.outcome_reason ?? t("incompleteNoReason") })}
          </span>
          {mayPlan ? (
            <Button size="sm" onClick={() => openNewVisit({ job_id: visit.job_id })}>
              {t("planFollowUp")}
            </Button>
          ) : null}
        </div>
      ) : null}
      {visit.overlap ? (
        <p className="flex items-start gap-2 text-text-2">
          <Layers2 aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
          <span>{t("overlay.overlap", { reason: visit.overlap.reason })}</span>
        </p>
      ) : null}
    </>
  );
}
