import { z } from "zod";
import { auditLog, auditLogListQuery, auditSeals } from "@/lib/audit-logs/schema";
import { endpoint } from "@/lib/http/endpoint";
import { pageOf } from "@/lib/http/fields";

const tag = "Audit log";
const access = { permission: "read", resource: "audit_logs" } as const;

export const auditLogEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/audit-logs",
    summary: "List who did what, latest first; looking is written down too",
    tag,
    access,
    query: auditLogListQuery,
    answer: pageOf(auditLog),
    status: 200,
  }),
  seals: endpoint({
    method: "GET",
    path: "/audit-logs/seals",
    summary: "Until when the audit log is sealed, its head, and what the last proof found",
    tag,
    access,
    answer: z.object({ data: auditSeals }),
    status: 200,
  }),
  verify: endpoint({
    method: "POST",
    path: "/audit-logs/verifications",
    summary: "Have the whole audit log proven in the background, where that is not under way",
    tag,
    access,
    body: z.strictObject({}),
    answer: z.object({ data: auditSeals }),
    status: 201,
  }),
};
