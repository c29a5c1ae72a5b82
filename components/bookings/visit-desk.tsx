"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useRefusal } from "@/components/shared/use-record-writes";
import type { VisitRequest } from "@/components/shared/visit-request";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { bookingKeys, fetchBooking } from "@/lib/bookings/client";
import type { Booking } from "@/lib/bookings/schema";
import { useVisitRefusal, useVisitWrites } from "./use-visit-writes";

const RescheduleDialog = lazyShown(() =>
  import("./reschedule-dialog").then((dialog) => dialog.RescheduleDialog),
);
const DayDialog = lazyShown(() => import("./day-dialog").then((dialog) => dialog.DayDialog));
const AssignDialog = lazyShown(() => import("./assign-dialog").then((dialog) => dialog.AssignDialog));
const CancelDialog = lazyShown(() => import("./cancel-dialog").then((dialog) => dialog.CancelDialog));
const TellDialog = lazyShown(() => import("./tell-dialog").then((dialog) => dialog.TellDialog));

type Shown = { action: VisitRequest["action"]; visits: readonly Booking[] };

/** The newest of every visit asked for: what is decided now must be decided on what is true now. */
function useNewest() {
  const client = useQueryClient();
  return useCallback(
    (ids: readonly string[]) =>
      Promise.all(
        ids.map((id) =>
          client.fetchQuery({
            queryKey: bookingKeys.record(id),
            queryFn: ({ signal }) => fetchBooking(id, signal),
            staleTime: 0,
          }),
        ),
      ),
    [client],
  );
}

/** Fetches the visits a request is about and draws the dialog; what needs none is done at once. Each request once. */
export function VisitDesk({ request }: { request: VisitRequest }) {
  const t = useTranslations("bookings");
  const newest = useNewest();
  const refuse = useRefusal();
  const toBacklog = useToBacklog();
  const [shown, setShown] = useState<Shown | null>(null);
  const answered = useRef<VisitRequest | null>(null);
  useEffect(() => {
    if (answered.current === request) return;
    answered.current = request;
    const { action, ids } = request;
    newest(ids).then(
      (visits) => (action === "backlog" ? toBacklog(visits) : setShown({ action, visits })),
      (error: unknown) => refuse(t("notOpened"), error),
    );
  }, [request, newest, refuse, t, toBacklog]);
  const close = () => setShown(null);
  const first = shown?.visits[0];
  if (!shown || !first) return null;
  if (shown.action === "assign") return <AssignDialog visits={shown.visits} onClose={close} />;
  if (shown.action === "cancel") return <CancelDialog visits={shown.visits} onClose={close} />;
  if (shown.action === "tell") return <TellDialog visit={first} onClose={close} />;
  if (shown.visits.length > 1) return <DayDialog visits={shown.visits} onClose={close} />;
  return <RescheduleDialog visit={first} onClose={close} />;
}

/** Takes the time away and nothing else; asks nothing, because it can be taken back. */
function useToBacklog() {
  const t = useTranslations("bookings");
  const { move } = useVisitWrites();
  const refuse = useVisitRefusal();
  return (visits: readonly Booking[]) => {
    const timed = visits.filter((visit) => visit.starts_at !== null);
    if (timed.length === 0) return;
    move(timed, () => ({ starts_at: null, ends_at: null }), t("toBacklog", { count: timed.length })).catch(
      (error: unknown) => refuse(t("notMoved"), error),
    );
  };
}
