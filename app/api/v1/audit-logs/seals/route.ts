import { auditLogEndpoints } from "@/lib/audit-logs/endpoints";
import { getAuditSeals } from "@/lib/audit-logs/queries";
import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(auditLogEndpoints.seals, async ({ client }) =>
  record(await getAuditSeals(client)),
);
