import type { AuditLog, AuditLogFilters, AuditSeals } from "@/lib/audit-logs/schema";
import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";

export const auditLogKeys = {
  all: ["audit-logs"] as const,
  list: (filters: AuditLogFilters) => ["audit-logs", "list", filters] as const,
  seals: ["audit-logs", "seals"] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchAuditLogs(
  filters: AuditLogFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<AuditLog>> {
  return api(`/audit-logs${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function fetchAuditSeals(signal?: AbortSignal): Promise<AuditSeals> {
  return (await api<{ data: AuditSeals }>("/audit-logs/seals", { signal })).data;
}

/** Asks for a proof of everything; the answer says that it is under way. */
export async function verifyAuditLogs(): Promise<AuditSeals> {
  const answer = await api<{ data: AuditSeals }>("/audit-logs/verifications", { method: "POST", body: {} });
  return answer.data;
}
