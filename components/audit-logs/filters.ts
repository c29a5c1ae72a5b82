import { createLoader, parseAsString, parseAsStringLiteral, type inferParserType } from "nuqs/server";
import type { AuditLogFilters } from "@/lib/audit-logs/schema";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const ACTIONS = [
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
  "login",
  "login_failed",
  "logout",
  "denied",
] as const;

/** The records people ask about; every other kind is found by its name. */
export const ENTITIES = [
  "booking",
  "job",
  "customer",
  "property",
  "contact",
  "booking_request",
  "resource",
  "crew",
  "time_off",
  "time_entry",
  "member",
  "role",
  "permission",
  "user_permission",
  "setting",
  "service_type",
  "portal_link",
  "feedback",
  "file",
  "audit_log",
  "session",
] as const;

export const SPANS = ["day", "week", "month", "year"] as const;
const SPAN_HOURS = { day: 24, week: 7 * 24, month: 30 * 24, year: 365 * 24 };
const HOUR_MS = 3_600_000;

/** One object for the server's first read and the browser's filters: the address alone rebuilds the list. */
export const auditParsers = {
  q: parseAsString.withDefault(""),
  person: parseAsString,
  entity: parseAsStringLiteral(ENTITIES),
  record: parseAsString,
  action: parseAsStringLiteral(ACTIONS),
  severity: parseAsStringLiteral(["notice", "warning", "critical"] as const),
  span: parseAsStringLiteral(SPANS),
  request: parseAsString,
};
export type AuditView = inferParserType<typeof auditParsers>;

export const loadAuditView = createLoader(auditParsers);

const idOf = (text: string | null) => (text && UUID.test(text) ? text : undefined);

/** To the full hour, so that the server's question and the page's are the same one. */
function since(span: AuditView["span"]): string | undefined {
  if (!span) return undefined;
  const from = Math.floor(Date.now() / HOUR_MS - SPAN_HOURS[span]) * HOUR_MS;
  return new Date(from).toISOString();
}

/** What the API is asked for; a hand-written address with nonsense in it asks for less, not for an error. */
export function auditFilters(view: AuditView): AuditLogFilters {
  return {
    q: view.q.trim().slice(0, 200) || undefined,
    actor_id: idOf(view.person),
    entity: view.entity ?? undefined,
    entity_id: idOf(view.record),
    action: view.action ?? undefined,
    severity: view.severity ?? undefined,
    correlation_id: view.request?.slice(0, 100) || undefined,
    from: since(view.span),
  };
}

export const PAGE_SIZE = 50;
