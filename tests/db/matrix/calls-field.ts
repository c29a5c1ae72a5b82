import { quote } from "../../support/database";
import type { Organization } from "../../support/world";
import type { Call } from "./calls";

const office = ["owner", "admin", "dispatcher"] as const;
const readers = [...office, "accountant", "viewer", "technician"] as const;
const carriers = [...office, "technician"] as const;

const id = (organization: Organization, table: string): string =>
  String(organization.rows.get(`public.${table}`)?.id);
const operation = (organization: Organization): string =>
  String(organization.rows.get("public.offline_sync_queue")?.op_id);
const change = (table: string, set: string) => (organization: Organization) =>
  `update public.${table} set ${set} where org_id = ${quote(organization.id)} and id = ${quote(id(organization, table))}`;

/** Long before anything that is seeded. */
const hours = { starts_at: "2028-03-05T09:00:00Z", ends_at: "2028-03-05T10:00:00Z" };

/** What phones send and hold, and what the office reads and corrects of it. */
export const fieldCalls: Record<string, Call> = {
  "public.apply_operations": {
    args: (o) => ({
      payload: {
        // Over REST each caller stays the owner of his phone.
        device_id: crypto.randomUUID(),
        operations: [
          {
            op_id: "6c0e6c39-9d5b-4a53-9b1b-0b2f9a7c1d20",
            kind: "note.add",
            entity: "note",
            entity_id: "6c0e6c39-9d5b-4a53-9b1b-0b2f9a7c1d21",
            device_time: "2030-03-05T09:00:00Z",
            payload: { booking_id: id(o, "bookings"), body: "Key under the mat" },
          },
        ],
      },
    }),
    by: carriers,
    // Another's visit is one refused operation among those of the batch, and the batch itself is fine.
    refusal: "nothing",
  },
  "public.get_sync": { args: () => ({ payload: {} }), by: carriers, refusal: "nothing" },
  "public.list_operations": {
    args: (o) => ({
      filters: { state: "all", booking_id: id(o, "bookings") },
      page_limit: 10,
      after_id: null,
    }),
    by: carriers,
    refusal: "nothing",
  },
  "public.decide_operation": {
    args: (o) => ({ payload: { op_id: operation(o), decision: "discard", reason: "Done by phone" } }),
    by: carriers,
    refusal: "CO404",
  },
  "public.list_devices": {
    args: () => ({ filters: {}, page_limit: 10, after_key: null }),
    by: carriers,
    refusal: "nothing",
  },
  "public.revoke_device": {
    args: (o) => ({ payload: { id: id(o, "devices") } }),
    by: office,
    refusal: "CO404",
  },
  "public.restore_device": {
    args: (o) => ({ payload: { id: id(o, "devices") } }),
    by: office,
    refusal: "CO404",
  },
  "public.get_visit_work": { args: (o) => ({ id: id(o, "bookings") }), by: readers, refusal: "CO404" },
  "public.list_job_checklists": { args: (o) => ({ job_id: id(o, "jobs") }), by: readers, refusal: "CO404" },
  "public.add_job_checklist": {
    args: (o) => ({ payload: { job_id: id(o, "jobs"), template_id: id(o, "checklist_templates") } }),
    by: office,
    refusal: "CO404",
  },
  "public.answer_job_checklist": {
    args: (o) => ({
      id: id(o, "job_checklists"),
      expected_version: null,
      answers: [{ key: "first", value: "Seen" }],
    }),
    by: office,
    refusal: "CO404",
  },
  "public.remove_job_checklist": {
    args: (o) => ({ id: id(o, "job_checklists"), expected_version: null }),
    by: office,
    refusal: "CO404",
    before: change("job_checklists", "answers = '{}'"),
  },
  "public.update_photo": {
    args: (o) => ({ id: id(o, "field_photos"), expected_version: null, changes: { category: "after" } }),
    by: [...office, "technician"],
    refusal: "CO404",
  },
  "public.remove_photo": {
    args: (o) => ({ id: id(o, "field_photos"), expected_version: null }),
    by: [...office, "technician"],
    refusal: "CO404",
  },
  "public.verify_signature": {
    args: (o) => ({ payload: { id: id(o, "digital_signatures") } }),
    by: office,
    refusal: "CO404",
  },
  "public.get_time_entry": { args: (o) => ({ id: id(o, "time_entries") }), by: readers, refusal: "CO404" },
  "public.list_time_entries": {
    args: (o) => ({ filters: { booking_id: id(o, "bookings") }, page_limit: 10, after_key: null }),
    by: readers,
    refusal: "nothing",
  },
  "public.create_time_entry": {
    args: (o) => ({
      payload: {
        ...hours,
        kind: "on_site",
        resource_id: id(o, "bookable_resources"),
        booking_id: id(o, "bookings"),
      },
    }),
    by: [...office, "technician"],
    refusal: "CO422",
  },
  "public.update_time_entry": {
    args: (o) => ({
      id: id(o, "time_entries"),
      expected_version: null,
      // Not those of the entry that create_time_entry makes, which over REST stays.
      changes: {
        starts_at: "2027-03-05T09:00:00Z",
        ends_at: "2027-03-05T10:00:00Z",
        reason: "Forgot the end",
      },
    }),
    by: office,
    refusal: "CO404",
  },
  "public.delete_time_entry": {
    args: (o) => ({ id: id(o, "time_entries"), expected_version: null }),
    by: office,
    refusal: "CO404",
  },
  "public.restore_time_entry": {
    args: (o) => ({ payload: { id: id(o, "time_entries") } }),
    by: office,
    refusal: "CO404",
    before: change("time_entries", "deleted_at = now()"),
  },
};
