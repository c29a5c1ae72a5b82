"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useUndo } from "@/components/shared/undo-toast";
import { useRefusal } from "@/components/shared/use-record-writes";
import { useToast } from "@/components/ui/toast";
import { bookingRequestKeys, decideBookingRequest } from "@/lib/booking-requests/client";
import {
  bookingKeys,
  createBooking,
  fetchBookings,
  moveBookings,
  updateBooking,
} from "@/lib/bookings/client";
import type { AssignmentInput, Booking } from "@/lib/bookings/schema";
import { customerKeys } from "@/lib/customers/client";
import { createHold, releaseHold } from "@/lib/holds/client";
import { jobKeys } from "@/lib/jobs/client";
import type { BacklogItem } from "./backlog-item";
import type { ItemSlot } from "./use-item-slots";

/** The first one leads, whoever else is needed helps. */
const assignmentsOf = (slot: ItemSlot): AssignmentInput[] =>
  slot.resource_ids.map((resource_id, index) => ({ resource_id, role: index === 0 ? "lead" : "helper" }));

/**
 * The time is held before anything is made of the request, so that a time that was just taken leaves the request as
 * it was. What was held and not used is given back.
 */
async function planRequest(
  item: BacklogItem & { kind: "request" },
  slot: ItemSlot,
  serviceId: string | null,
): Promise<Booking> {
  const { starts_at, ends_at, resource_ids, arrival_window } = slot;
  const hold = await createHold({ resource_ids, starts_at, ends_at });
  try {
    const { job_id } = await decideBookingRequest(item.id, item.request.version, {
      decision: "plan",
      job: serviceId ? { service_type_id: serviceId } : undefined,
    });
    if (job_id === null) throw new Error("A planned request has a job.");
    return await createBooking({
      job_id,
      hold_id: hold.id,
      starts_at,
      ends_at,
      arrival_window: arrival_window ?? undefined,
      assignments: assignmentsOf(slot),
    });
  } catch (error) {
    await releaseHold(hold.id).catch(() => undefined);
    throw error;
  }
}

/** A visit that lost its time gets it back instead of a second one. */
async function planJob(jobId: string, slot: ItemSlot): Promise<Booking> {
  const { starts_at, ends_at, arrival_window } = slot;
  const times = {
    starts_at,
    ends_at,
    arrival_window: arrival_window ?? undefined,
    assignments: assignmentsOf(slot),
  };
  const waiting = await fetchBookings({ job_id: jobId, status: "unscheduled" }, { limit: 1 });
  const visit = waiting.data[0];
  return visit ? updateBooking(visit.id, visit.version, times) : createBooking({ job_id: jobId, ...times });
}

/** Gives work a time. Throws what the server refused; what was done can be taken back: the work then waits to be planned. */
export function usePlan() {
  const t = useTranslations("booking-requests");
  const client = useQueryClient();
  const offerUndo = useUndo();
  const toast = useToast();
  const refuse = useRefusal();

  const refresh = () => {
    const keys = [bookingRequestKeys.all, jobKeys.all, bookingKeys.all, customerKeys.all];
    for (const queryKey of keys) void client.invalidateQueries({ queryKey });
  };
  const takeBack = (visits: readonly Booking[], onBack: () => void) => {
    const moves = visits.map(({ id, version }) => ({ id, version, starts_at: null, ends_at: null }));
    moveBookings({ moves })
      .then(onBack, (error: unknown) => refuse(t("notTakenBack"), error))
      .finally(refresh);
  };
  return {
    plan: (item: BacklogItem, slot: ItemSlot, serviceId: string | null): Promise<Booking> =>
      item.kind === "request" ? planRequest(item, slot, serviceId) : planJob(item.id, slot),
    /** After one or several were planned. */
    announce: (title: string, visits: readonly Booking[], onBack: () => void) => {
      if (visits.length > 0) offerUndo({ title, undo: () => takeBack(visits, onBack) });
      else toast.show({ title });
      refresh();
    },
    refresh,
  };
}
