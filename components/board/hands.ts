import type { Booking } from "@/lib/bookings/schema";

/** What rows may do. The same object as long as the board stands, so that rows need not be drawn again for it. */
export type BoardHands = {
  onOpen: (visit: Booking, isPointer: boolean) => void;
  /** Absent where one may plan nothing. */
  onPlan: ((resourceId: string, startsAt: string) => void) | null;
  /** Whether the people's own pages may be read. */
  hasResourcePages: boolean;
};
