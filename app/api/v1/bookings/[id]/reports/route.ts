import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { reportEndpoints } from "@/lib/service-reports/endpoints";
import { makeVisitReport } from "@/lib/service-reports/mutations";

export const POST = handler(reportEndpoints.make, async ({ client, params }) =>
  outcome(await makeVisitReport(client, params.id)),
);
