import type { Call } from "./calls";

const managers = ["owner", "admin"] as const;
const byWorker = { by: "callout_worker", refusal: "forbidden" } as const;

/** Who did what, sealed and proven. */
export const auditCalls: Record<string, Call> = {
  "public.list_audit_logs": {
    args: (o) => ({ filters: { entity: o.word } }),
    by: managers,
    refusal: "nothing",
  },
  // Of oneself everybody may ask; the owner is himself in both, and another role asks about him in vain.
  "public.list_user_activity": {
    args: (o) => ({ person: o.people.owner.id }),
    by: managers,
    refusal: "CO404",
  },
  "public.list_member_sessions": {
    args: (o) => ({ person: o.people.owner.id }),
    by: managers,
    refusal: "CO404",
  },
  "public.password_verification_hook": {
    args: (o) => ({ event: { user_id: o.people.owner.id, valid: false } }),
    by: "supabase_auth_admin",
    refusal: "forbidden",
  },
  "public.gate_note_failed_sign_in": {
    args: (o) => ({ email: o.people.owner.email, context: {} }),
    by: "service_role",
    refusal: "forbidden",
  },
  "public.gate_note_denial": {
    args: (o) => ({ denial: { org_id: o.id, user_id: o.people.owner.id, missing: "customers:read" } }),
    by: "service_role",
    refusal: "forbidden",
  },
  "public.get_audit_seals": {
    args: () => ({}),
    by: managers,
    refusal: "nothing",
  },
  "public.verify_audit_logs": {
    args: () => ({ payload: {} }),
    by: managers,
    refusal: "nothing",
  },
  "ops.seal_audit_logs": { args: () => ({ max_rows: 10 }), ...byWorker },
  "ops.verify_audit_seals": { args: (o) => ({ org: o.id, after_seq: 0, max_seals: 1 }), ...byWorker },
  "ops.find_unsealed_lines": { args: (o) => ({ org: o.id, max_findings: 10 }), ...byWorker },
  "ops.audit_verified": {
    args: (o) => ({ org: o.id, result: { upto_seq: 0, lines: 0, erased: 0, findings: [] } }),
    ...byWorker,
  },
  "ops.enqueue_audit_verifications": { args: () => ({}), ...byWorker },
  "ops.audit_heads": { args: (o) => ({ org: o.id }), ...byWorker },
  "ops.find_audit_head": { args: () => ({ head: "00" }), ...byWorker },
  "ops.publish_audit_heads": { args: () => ({}), ...byWorker },
  "ops.audit_head_mail": {
    args: (o) => ({ org: o.id, head_seq: 1, person: o.people.owner.id }),
    ...byWorker,
  },
};
