import type { Assignment, Booking } from "@/lib/bookings/schema";

/** Who answers for a visit: its lead, else the first person on it. Equipment answers for nothing. */
export function leadOf({ assignments }: Pick<Booking, "assignments">): Assignment | null {
  const people = assignments.filter(({ kind }) => kind === "technician");
  return people.find(({ role }) => role === "lead") ?? people[0] ?? null;
}
