"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { ErrorCard } from "@/components/shared/error-card";
import { useClockPollMs } from "@/components/shared/live";
import { useCan, useMember } from "@/components/shared/member";
import { PageFrame } from "@/components/shared/page-frame";
import { useRecordCommands } from "@/components/shared/record-commands";
import { RecordLayout } from "@/components/shared/record-layout";
import { SkeletonRecord } from "@/components/shared/skeleton";
import { StateNotes } from "@/components/shared/state-badge";
import { useAtRest } from "@/components/shared/use-at-rest";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { bookingKeys, fetchBooking } from "@/lib/bookings/client";
import { isOver } from "@/lib/bookings/rules";
import type { BookingRecord } from "@/lib/bookings/schema";
import { StateMenu } from "./state-menu";
import { useSteps } from "./use-steps";
import { useVisitActions } from "./use-visit-actions";
import { workOf } from "./use-visit-words";
import { VisitActions } from "./visit-actions";
import { VisitInstructions } from "./visit-instructions";
import { VisitOverview } from "./visit-overview";
import { AccessCard, CustomerCard, JobCard, PeopleCard } from "./visit-rail";

/** Absent where the company has none, and not what the page is opened for. */
const VisitFields = lazyShown(() => import("./visit-fields").then((part) => part.VisitFields));
const StepDialog = lazyShown(() => import("./step-dialog").then((dialog) => dialog.StepDialog));

type VisitRecordProps = {
  id: string;
  /** What was done: answers, photos, signature, hours; loads and fails alone. */
  work: ReactNode;
  /** The customer's link, of another feature. */
  link: ReactNode;
  /** Notes and changes, which load and fail alone. */
  stream: ReactNode;
};

/** Everything about one visit: where it stands, whether the promise holds, who goes, and what was said. */
export function VisitRecord(props: VisitRecordProps) {
  const { id } = props;
  const t = useTranslations("bookings");
  const { slug } = useMember().organization;
  const { data, error, refetch } = useQuery({
    queryKey: bookingKeys.record(id),
    queryFn: ({ signal }) => fetchBooking(id, signal),
    refetchInterval: useClockPollMs(),
    refetchOnWindowFocus: "always",
  });
  if (data) return <Record {...props} visit={data} />;
  return (
    <PageFrame title={t("title")} back={{ href: `/o/${slug}/bookings`, label: t("title") }}>
      {error ? (
        <ErrorCard title={t("page.loadError")} error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRecord />
      )}
    </PageFrame>
  );
}

function Record({ visit, work, link, stream }: VisitRecordProps & { visit: BookingRecord }) {
  const t = useTranslations("bookings");
  const { slug } = useMember().organization;
  const steps = useSteps(visit);
  const actions = useVisitActions(visit);
  const isAtRest = useAtRest();
  const isEditable = useCan()("update", "bookings") && !isOver(visit.status);
  const { reschedule, assign, backlog, tell, cancel } = actions;
  useRecordCommands(
    t("record", { number: visit.number }),
    [reschedule, assign, backlog, tell, cancel].filter((action) => action !== null),
  );
  return (
    <PageFrame
      title={`${visit.number} ${workOf(visit)}`}
      count={
        <span className="flex items-center gap-3">
          <StateMenu visit={visit} steps={steps} />
          <span className="flex items-center max-lg:hidden">
            <StateNotes late={visit.late} atRisk={visit.at_risk} overlap={visit.overlap} />
          </span>
        </span>
      }
      back={{ href: `/o/${slug}/bookings`, label: t("title") }}
      actions={<VisitActions visit={visit} actions={actions} />}
    >
      <RecordLayout
        main={
          <>
            <VisitOverview visit={visit} steps={steps} />
            {work}
            <VisitInstructions key={visit.id} visit={visit} isEditable={isEditable} />
          </>
        }
        rail={
          <>
            <CustomerCard visit={visit} />
            <PeopleCard visit={visit} />
            {link}
            <AccessCard visit={visit} />
            <JobCard visit={visit} />
            {isAtRest ? <VisitFields visit={visit} /> : null}
          </>
        }
        stream={stream}
      />
      {steps.asking ? <StepDialog key={steps.asking} visit={visit} to={steps.asking} steps={steps} /> : null}
    </PageFrame>
  );
}
