import "server-only";
import { z } from "zod";
import { auditLog, auditSeals } from "@/lib/audit-logs/schema";
import type { AuditLog, AuditSeals, auditLogListQuery } from "@/lib/audit-logs/schema";
import type { Outcome } from "@/lib/http/answer";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import { id, instant, type Page } from "@/lib/http/fields";
import { outcomeFrom } from "@/lib/http/writing";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

const keyOfList = z.object({ at: instant, id });

/** Latest first. The first page of a list is noted in the log itself, once in ten minutes. */
export async function listAuditLogs(
  client: Client,
  { limit, cursor, ...filters }: z.output<typeof auditLogListQuery>,
): Promise<Page<AuditLog>> {
  const after_key = decodeCursor(cursor, keyOfList);
  const answer = await client.rpc("list_audit_logs", { filters, page_limit: limit + 1, after_key });
  const rows = z.array(auditLog).parse(unwrap(answer));
  return pageFrom(
    rows,
    limit,
    ({ at, id: lineId }) => ({ at, id: lineId }),
    (row) => row,
  );
}

export async function getAuditSeals(client: Client): Promise<AuditSeals> {
  return auditSeals.parse(unwrap(await client.rpc("get_audit_seals")));
}

/** Answers at once; `is_verifying` stays true until the worker has proven everything. */
export async function verifyAuditLogs(client: Client): Promise<Outcome<AuditSeals>> {
  const answer = unwrap(await client.rpc("verify_audit_logs", { payload: {} }));
  return outcomeFrom(answer, (data) => auditSeals.parse(data));
}
