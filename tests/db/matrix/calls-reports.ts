import type { Call } from "./calls";

const office = ["owner", "admin", "dispatcher"] as const;

/** The report of a visit and its PDF. The seeded technician is sent to the seeded visit. */
export const reportCalls: Record<string, Call> = {
  "public.get_visit_report": {
    args: (o) => ({ id: String(o.rows.get("public.bookings")?.id) }),
    by: [...office, "accountant", "viewer", "technician"],
    refusal: "CO404",
  },
  "public.make_visit_report": {
    args: (o) => ({ payload: { id: String(o.rows.get("public.bookings")?.id) } }),
    by: [...office, "technician"],
    refusal: "CO404",
  },
};
