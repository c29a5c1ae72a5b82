import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { reportEndpoints } from "@/lib/reports/endpoints";
import { getVisitReport } from "@/lib/reports/queries";

export const GET = handler(reportEndpoints.get, async ({ client, params }) =>
  record(await getVisitReport(client, params.id)),
);
