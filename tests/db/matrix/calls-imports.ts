import { quote } from "../../support/database";
import type { Organization } from "../../support/world";
import type { Call } from "./calls";

const office = ["owner", "admin", "dispatcher"] as const;
const byWorker = { by: "callout_worker", refusal: "forbidden" } as const;

const idOf = (o: Organization): string => String(o.rows.get("public.imports")?.id);
const file = (o: Organization): string => String(o.rows.get("public.file_storage")?.id);
const operation = (o: Organization): string => String(o.rows.get("public.batch_operations")?.id);
const customer = { kind: "company", company_name: "Lakeside" };

/** Begun by the owner, who may; who began an operation never changes. */
const begun = (o: Organization): string =>
  `delete from public.batch_operations where org_id = ${quote(o.id)} and id = ${quote(operation(o))};
   insert into public.batch_operations (org_id, id, kind, created_by)
   values (${quote(o.id)}, ${quote(operation(o))}, 'customer_import', ${quote(o.people.owner.id)});
   update public.imports set operation_id = ${quote(operation(o))} where org_id = ${quote(o.id)}`;

/** Lists of customers on their way in: the office sends and starts them, the worker reads and writes. */
export const importCalls: Record<string, Call> = {
  "public.create_import": {
    args: (o) => ({ payload: { file_id: file(o) } }),
    by: office,
    refusal: "CO422",
    before: (o) =>
      `update public.file_storage
       set mime = 'text/csv', state = 'ready', state_reason = null, expires_at = null, bucket = 'files',
         sha256 = repeat('a', 64), scanned_at = now(), stored_bytes = 10, variants = '{"original": {}}'
       where org_id = ${quote(o.id)} and id = ${quote(file(o))}`,
  },
  "public.get_import": { args: (o) => ({ import: idOf(o) }), by: office, refusal: "CO404" },
  "public.list_imports": { args: () => ({}), by: office, refusal: "nothing" },
  "public.list_import_rows": { args: (o) => ({ import: idOf(o) }), by: office, refusal: "CO404" },
  "public.update_import": {
    args: (o) => ({ id: idOf(o), expected_version: null, changes: { mapping: ["company_name"] } }),
    by: office,
    refusal: "CO404",
  },
  "public.start_import": {
    args: (o) => ({ payload: { id: idOf(o) } }),
    by: office,
    refusal: "CO404",
    before: (o) =>
      `update public.imports set state = 'ready', problem = null, operation_id = null, imported_at = null,
         rows_removed_at = null
       where org_id = ${quote(o.id)} and id = ${quote(idOf(o))};
       update private.import_rows set outcome = 'new', reason = null
       where org_id = ${quote(o.id)} and import_id = ${quote(idOf(o))}`,
  },
  "ops.import_to_check": { args: (o) => ({ org: o.id, import: idOf(o), check_no: 1 }), ...byWorker },
  "ops.add_import_rows": {
    args: (o) => ({ org: o.id, import: idOf(o), rows: [{ row: 3, cells: ["a"] }] }),
    ...byWorker,
  },
  "ops.describe_import": {
    args: (o) => ({ org: o.id, import: idOf(o), check_no: 1, facts: { problem: "empty_file" } }),
    ...byWorker,
  },
  "ops.import_rows": {
    args: (o) => ({ org: o.id, import: idOf(o), after_row: 0, max_rows: 10 }),
    ...byWorker,
  },
  "ops.match_import_rows": {
    args: (o) => ({ org: o.id, import: idOf(o), rows: [{ row: 2, customer, property: null }] }),
    ...byWorker,
  },
  "ops.judge_import_rows": {
    args: (o) => ({ org: o.id, import: idOf(o), check_no: 1, rows: [] }),
    ...byWorker,
  },
  "ops.end_import_check": { args: (o) => ({ org: o.id, import: idOf(o), check_no: 1 }), ...byWorker },
  "ops.write_import": {
    args: (o) => ({ org: o.id, import: idOf(o), operation: operation(o), max_rows: 10 }),
    ...byWorker,
    before: begun,
  },
  "ops.import_progress": {
    args: (o) => ({ org: o.id, import: idOf(o), operation: operation(o) }),
    ...byWorker,
  },
  "ops.finish_import": {
    args: (o) => ({ org: o.id, import: idOf(o), operation: operation(o) }),
    ...byWorker,
  },
  "ops.export_customers": {
    args: (o) => ({ org: o.id, operation: operation(o), after_key: null, max_rows: 10 }),
    ...byWorker,
    before: begun,
  },
  "ops.list_custom_fields": { args: (o) => ({ org: o.id, entity: "customer" }), ...byWorker },
  "ops.sweep_imports": { args: () => ({}), ...byWorker },
};
