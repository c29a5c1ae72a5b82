import { quote } from "../../support/database";
import type { Organization } from "../../support/world";
import type { Call } from "./calls";

const managers = ["owner", "admin"] as const;
/** Who sees his own alone sees all here: whose is whose is told by the story. */
const seers = [...managers, "dispatcher", "accountant"] as const;
const seeAll = (o: Organization): string =>
  `update public.role_permissions set scope = 'all'
   where org_id = ${quote(o.id)} and resource = 'batch_operations';`;
const byWorker = { by: "callout_worker", refusal: "forbidden" } as const;

const operation = (o: Organization): string => String(o.rows.get("public.batch_operations")?.id);
const job = (o: Organization): string => String(o.rows.get("private.background_jobs")?.id);

/** Long work: seen by managers and by who started it, told of by its worker. */
export const batchCalls: Record<string, Call> = {
  "public.list_batch_operations": {
    args: (o) => ({ filters: { kind: o.word } }),
    by: seers,
    refusal: "nothing",
  },
  "public.get_batch_operation": {
    args: (o) => ({ operation: operation(o) }),
    by: seers,
    refusal: "CO404",
    before: seeAll,
  },
  "public.cancel_batch_operation": {
    args: (o) => ({ payload: { id: operation(o) } }),
    by: seers,
    refusal: "CO404",
    before: (o) =>
      `${seeAll(o)}
       update public.batch_operations set status = 'queued', error_code = null, ended_at = null
       where org_id = ${quote(o.id)}`,
  },
  "public.create_export": {
    args: () => ({ payload: { dataset: "audit_logs", format: "csv" } }),
    by: managers,
    refusal: "nothing",
  },
  "public.open_batch_file": {
    args: (o) => ({ operation: operation(o) }),
    by: seers,
    refusal: "CO404",
    before: (o) =>
      `${seeAll(o)}
       update public.batch_operations
       set status = 'done', error_code = null, ended_at = now(), result = '{"file": {"bucket": "exports"}}'
       where org_id = ${quote(o.id)}`,
  },
  "ops.audit_export_lines": {
    args: (o) => ({ org: o.id, operation: operation(o), after_key: null, most: 10 }),
    ...byWorker,
  },
  "ops.audit_exported": {
    args: (o) => ({ org: o.id, operation: operation(o), lines: 1, bytes: 1, sum: "a".repeat(64) }),
    ...byWorker,
  },
  "ops.old_export_files": { args: () => ({ most: 10 }), ...byWorker },
  "ops.export_file_removed": { args: (o) => ({ org: o.id, operation: operation(o) }), ...byWorker },
  "ops.report_progress": {
    args: (o) => ({ org: o.id, job: job(o), worker: "w", done: 1, total: 2 }),
    ...byWorker,
  },
  "public.gate_metrics": { args: () => ({}), by: "service_role", refusal: "forbidden" },
  "ops.measure": { args: () => ({}), ...byWorker },
  "ops.note_alerts": { args: () => ({ firing: {} }), ...byWorker },
  "ops.alert_told": { args: (o) => ({ alert: job(o), news: "raised" }), ...byWorker },
  "ops.cancelled_jobs": { args: () => ({ worker: "w" }), ...byWorker },
  "ops.cancel_job": { args: (o) => ({ org: o.id, job: job(o), worker: "w" }), ...byWorker },
};
