import { act } from "@/lib/field/outbox";
import type { BookingStatus } from "@/lib/bookings/schema";
import type { PayloadOf, Visit } from "@/lib/sync/schema";
import { useWriting } from "./use-writing";
import type { Writing } from "./use-writing";

type More = Omit<PayloadOf<"booking.transition">, "to">;
export type Steps = Writing & {
  /** True once the phone has the step. */
  take: (to: BookingStatus, more?: More) => Promise<boolean>;
};

/** The steps of a visit, each an operation of the phone's own queue. */
export function useSteps({ id }: Visit): Steps {
  const writing = useWriting();
  const take = (to: BookingStatus, more: More = {}) =>
    writing.write(() => act("booking.transition", id, { to, ...more }, { visitId: id }));
  return { ...writing, take };
}
