import type { Call } from "./calls";

const managers = ["owner", "admin"] as const;
const byWorker = { by: "callout_worker", refusal: "forbidden" } as const;
const id = "0197c1a0-0000-7000-8000-000000000001";

/** Copies for people, and forgetting them. */
export const privacyCalls: Record<string, Call> = {
  "public.preview_person": {
    args: (o) => ({ kind: "customer", id: String(o.rows.get("public.customers")?.id) }),
    by: managers,
    refusal: "CO404",
  },
  "public.export_person": {
    args: (o) => ({
      payload: { kind: "customer", id: String(o.rows.get("public.customers")?.id), reason: "Asked" },
    }),
    by: managers,
    refusal: "CO404",
  },
  "public.copy_person": {
    args: (o) => ({
      payload: { kind: "customer", id: String(o.rows.get("public.customers")?.id), reason: "Asked" },
    }),
    by: managers,
    refusal: "CO404",
  },
  "public.erase_person": {
    args: (o) => ({
      payload: { kind: "contact", id: String(o.rows.get("public.customer_contacts")?.id), reason: "Asked" },
    }),
    by: managers,
    refusal: "CO404",
  },
  "public.list_consents": {
    args: (o) => ({ customer: String(o.rows.get("public.customers")?.id) }),
    by: ["owner", "admin", "dispatcher", "technician", "accountant", "viewer"],
    refusal: "CO404",
  },
  "public.create_consent": {
    args: (o) => ({
      payload: {
        customer_id: String(o.rows.get("public.customers")?.id),
        purpose: "photos",
        is_given: true,
        source: "phone",
      },
    }),
    by: ["owner", "admin", "dispatcher", "accountant"],
    refusal: "CO404",
  },
  "ops.person_copy": { args: (o) => ({ org: o.id, operation: id }), ...byWorker },
  "ops.may_keep_copy": { args: (o) => ({ org: o.id, operation: id }), ...byWorker },
  "ops.objects_to_erase": { args: (o) => ({ org: o.id, request: id }), ...byWorker },
  "ops.objects_erased": { args: (o) => ({ org: o.id, request: id }), ...byWorker },
  "ops.organization_tables": { args: () => ({}), ...byWorker },
  "ops.organization_rows": {
    args: (o) => ({ org: o.id, relation: "public.customers", after_row: null, most: 10 }),
    ...byWorker,
  },
  "ops.organization_files": { args: (o) => ({ org: o.id, after_id: null, most: 10 }), ...byWorker },
  "ops.finish_erasures": { args: () => ({}), ...byWorker },
};
