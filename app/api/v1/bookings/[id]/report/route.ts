import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { reportEndpoints } from "@/lib/service-reports/endpoints";
import { getVisitReport } from "@/lib/service-reports/queries";

export const GET = handler(reportEndpoints.get, async ({ client, params }) =>
  record(await getVisitReport(client, params.id)),
);
