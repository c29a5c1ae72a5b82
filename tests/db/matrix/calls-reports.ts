import type { Organization } from "../../support/world";
import type { Call } from "./calls";

const office = ["owner", "admin", "dispatcher"] as const;
const visit = (o: Organization): string => String(o.rows.get("public.bookings")?.id);
const report = (o: Organization): string => String(o.rows.get("public.service_reports")?.id);
const sum = "d".repeat(64);
const byWorker = { by: "callout_worker", refusal: "forbidden" } as const;

/** The report of a visit and its PDF. The seeded technician is sent to the seeded visit. */
export const reportCalls: Record<string, Call> = {
  "public.get_visit_report": {
    args: (o) => ({ id: visit(o) }),
    by: [...office, "accountant", "viewer", "technician"],
    refusal: "CO404",
  },
  "public.make_visit_report": {
    args: (o) => ({ payload: { id: visit(o) } }),
    by: [...office, "technician"],
    refusal: "CO404",
  },
  "ops.report_to_make": { args: (o) => ({ org: o.id, report: report(o) }), ...byWorker },
  "ops.report_made": {
    args: (o) => ({
      org: o.id,
      report: report(o),
      facts: {
        name: "report.pdf",
        size_bytes: 10,
        sha256: sum,
        path: `${o.id}/${sum}/original.pdf`,
        sum,
        language: "en",
      },
    }),
    ...byWorker,
  },
  "ops.report_failed": { args: (o) => ({ org: o.id, report: report(o), reason: "no room" }), ...byWorker },
};
