import { auditLogEndpoints } from "@/lib/audit-logs/endpoints";
import { verifyAuditLogs } from "@/lib/audit-logs/queries";
import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const POST = handler(auditLogEndpoints.verify, async ({ client }) =>
  outcome(await verifyAuditLogs(client)),
);
