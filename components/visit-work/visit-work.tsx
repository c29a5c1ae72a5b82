"use client";

import { useQuery } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { usePollMs } from "@/components/shared/live";
import { useCan, useMember } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { ButtonLink } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { bookingKeys, fetchBooking } from "@/lib/bookings/client";
import type { BookingStatus } from "@/lib/bookings/schema";
import { fetchVisitWork, visitWorkKeys } from "@/lib/visit-work/client";

// Of a visit that is ahead there is none of it: each comes with the first that has one.
const ChecklistCards = lazyShown(() => import("./checklist-cards").then((part) => part.ChecklistCards));
const MissingCard = lazyShown(() => import("./missing-card").then((part) => part.MissingCard));
const PhotosCard = lazyShown(() => import("./photos-card").then((part) => part.PhotosCard));
const SignaturesCard = lazyShown(() => import("./signatures-card").then((part) => part.SignaturesCard));
const TimeCard = lazyShown(() => import("./time-card").then((part) => part.TimeCard));

/** Before the way there is nothing to be missed yet, and afterwards it is too late. */
const UNDER_WAY: readonly BookingStatus[] = ["dispatched", "en_route", "on_site", "paused"];
const AHEAD: readonly BookingStatus[] = ["unscheduled", "scheduled"];

/** What was done during a visit, as it comes in from the phone: what is missing, answers, photos, signature, hours. */
export function VisitWork({ bookingId }: { bookingId: string }) {
  const t = useTranslations("visit-work");
  const may = useCan();
  const { data, error, refetch } = useQuery({
    queryKey: visitWorkKeys.record(bookingId),
    queryFn: ({ signal }) => fetchVisitWork(bookingId, signal),
    refetchInterval: usePollMs(),
    refetchOnWindowFocus: "always",
  });
  const { data: visit } = useQuery({
    queryKey: bookingKeys.record(bookingId),
    queryFn: ({ signal }) => fetchBooking(bookingId, signal),
  });
  if (!data || !visit)
    return error ? (
      <ErrorCard title={t("loadError")} error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonLines />
    );
  const timeZone = visit.job.property.time_zone;
  const { photos, signatures, time_entries: entries } = data;
  const isUnderWay = UNDER_WAY.includes(visit.status);
  // A part that holds nothing yet is worth its room once somebody is on it.
  const isShown = (part: readonly unknown[]) => part.length > 0 || !AHEAD.includes(visit.status);
  return (
    <>
      {isUnderWay ? <MissingCard missing={data.missing} checklists={data.checklists} /> : null}
      {data.checklists.length > 0 ? (
        <ChecklistCards checklists={data.checklists} photos={photos} timeZone={timeZone} />
      ) : null}
      {may("read", "photos") && isShown(photos) ? <PhotosCard photos={photos} timeZone={timeZone} /> : null}
      {may("read", "signatures") && isShown(signatures) ? (
        <SignaturesCard signatures={signatures} timeZone={timeZone} />
      ) : null}
      {may("read", "time_entries") && isShown(entries) ? (
        <TimeCard
          visit={visit}
          entries={entries}
          minutes={data.minutes}
          timeZone={timeZone}
          isUnderWay={isUnderWay}
        />
      ) : null}
      {visit.actual_start ? <ReportLink bookingId={bookingId} /> : null}
    </>
  );
}

function ReportLink({ bookingId }: { bookingId: string }) {
  const t = useTranslations("visit-work");
  const { slug } = useMember().organization;
  return (
    <ButtonLink icon={<FileText />} href={`/o/${slug}/bookings/${bookingId}/report`}>
      {t("report")}
    </ButtonLink>
  );
}
