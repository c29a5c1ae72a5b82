"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useRefusal } from "@/components/shared/use-record-writes";
import { requestForVisits } from "@/components/shared/visit-request";
import { useToast } from "@/components/ui/toast";
import { transitionBooking } from "@/lib/bookings/client";
import { findBookingStep, isMovable } from "@/lib/bookings/rules";
import type { BookingRecord, BookingStatus, BookingTransition } from "@/lib/bookings/schema";
import { useStoreVisits } from "./use-visit-writes";

/** Which words a step has: the same state is reached by starting, by going on and by coming back. */
export function stepWord(from: BookingStatus, to: BookingStatus) {
  if (to === "on_site" && from === "completed") return "reopen";
  if (from === "paused") return to === "on_site" ? "resume" : to === "en_route" ? "resumeWay" : to;
  if (to === "unscheduled" && (from === "cancelled" || from === "no_show")) return "again";
  return to;
}

/** The legal next steps of this person, and how each is taken: at once, by a dialog of its own, or with a reason. */
export function useSteps(visit: BookingRecord) {
  const t = useTranslations("bookings");
  const toast = useToast();
  const refuse = useRefusal();
  const store = useStoreVisits();
  const [asking, setAsking] = useState<BookingStatus | null>(null);
  const [pending, setPending] = useState<BookingStatus | null>(null);

  const send = async (body: BookingTransition) => {
    store([await transitionBooking(visit.id, visit.version, body)]);
    toast.show({
      title: t("stepped", { number: visit.number, state: t(`state.${body.to}`) }),
      tone: "success",
    });
  };

  const now = (to: BookingStatus) => {
    setPending(to);
    send({ to })
      .catch((error: unknown) => refuse(t("notStepped"), error))
      .finally(() => setPending(null));
  };

  const take = (to: BookingStatus) => {
    const ids = [visit.id];
    if (to === "cancelled") return requestForVisits({ action: "cancel", ids });
    if (to === "scheduled") return requestForVisits({ action: "reschedule", ids });
    if (to === "unscheduled" && isMovable(visit.status)) return requestForVisits({ action: "backlog", ids });
    const needsReason = visit.transitions.some((step) => step.to === to && step.needs_reason);
    const isReopening = findBookingStep(visit.status, to)?.right === "approve";
    // What is done may be done in part, and a slip of "done" has no easy way back: both are asked.
    if (needsReason || isReopening || to === "completed") return setAsking(to);
    return now(to);
  };

  return {
    steps: visit.transitions.filter((step) => step.allowed).map((step) => step.to),
    take,
    asking,
    pending,
    close: () => setAsking(null),
    send,
  };
}

export type Steps = ReturnType<typeof useSteps>;
