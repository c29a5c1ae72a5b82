import { auditLogEndpoints } from "@/lib/audit-logs/endpoints";
import { listAuditLogs } from "@/lib/audit-logs/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(auditLogEndpoints.list, async ({ client, query }) =>
  list(await listAuditLogs(client, query)),
);
