import { z } from "zod";
import { id, instant, pageQuery } from "@/lib/http/fields";

export const auditActions = [
  "login",
  "login_failed",
  "logout",
  "denied",
  "create",
  "update",
  "delete",
  "restore",
  "view",
  "export",
  "import",
  "approve",
  "assign",
  "invite",
  "accept",
  "revoke",
  "switch",
] as const;
export const auditSeverities = ["info", "notice", "warning", "critical"] as const;

const values = z.record(z.string(), z.unknown());

/** Who did what to which record, from where; `old` and `new` hold the changed fields only. */
export const auditLog = z.object({
  id,
  at: instant,
  actor: z.object({ kind: z.string(), id: id.nullable(), name: z.string().nullable() }),
  action: z.string(),
  entity: z.string(),
  entity_id: id.nullable(),
  /** What the record is called now. */
  title: z.string().nullable(),
  changed: z.array(z.string()),
  old: values.nullable(),
  new: values.nullable(),
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  method: z.string().nullable(),
  path: z.string().nullable(),
  /** The request's id, as in its answer. */
  correlation_id: z.string().nullable(),
  severity: z.enum(auditSeverities),
  pii_accessed: z.boolean(),
  is_sealed: z.boolean(),
  erased_at: instant.nullable(),
});
export type AuditLog = z.infer<typeof auditLog>;

export const auditLogListQuery = z.strictObject({
  ...pageQuery,
  actor_id: id.optional(),
  entity: z
    .string()
    .regex(/^[a-z_]{1,60}$/)
    .optional(),
  entity_id: id.optional(),
  action: z.enum(auditActions).optional(),
  severity: z.enum(auditSeverities).optional(),
  ip: z.union([z.ipv4(), z.ipv6()]).optional(),
  correlation_id: z.string().max(100).optional(),
  from: instant.optional(),
  to: instant.optional(),
  /** Names or numbers of people and records. */
  q: z.string().trim().min(1).max(200).optional(),
});
/** What a file may be made of: words look for people and records as they are now, and a file is for later. */
export const auditLogExportFilters = auditLogListQuery.omit({ limit: true, cursor: true, q: true });
export type AuditLogFilters = Omit<z.output<typeof auditLogListQuery>, "limit" | "cursor">;

/** What a proof named; `seal` is the place in the chain, the rest what the line says it is. */
export const auditFinding = z.object({
  kind: z.enum([
    "edited",
    "deleted",
    "inserted",
    "back_dated",
    "seal_edited",
    "seal_missing",
    "seal_unlinked",
  ]),
  seal: z.int().optional(),
  id: id.optional(),
  at: instant.optional(),
  action: z.string().optional(),
  entity: z.string().optional(),
  entity_id: id.optional(),
});

export const auditSeals = z.object({
  /** Everything older is sealed; null before the first run. */
  sealed_until: instant.nullable(),
  /** The newest seal; its hash is what is published. */
  head: z.object({ seq: z.int(), hash: z.string(), sealed_at: instant }).nullable(),
  verified: z
    .object({
      at: instant,
      upto_seq: z.int(),
      lines: z.int(),
      erased: z.int(),
      /** Lines that were written to the archive and are no longer in the database. */
      archived: z.int(),
      finding_count: z.int(),
      findings: z.array(auditFinding),
    })
    .nullable(),
  is_verifying: z.boolean(),
});
export type AuditSeals = z.infer<typeof auditSeals>;
