import type { Organization } from "../../support/world";
import type { Call } from "./calls";

const office = ["owner", "admin", "dispatcher"] as const;
const managers = ["owner", "admin"] as const;
const byWorker = { by: "callout_worker", refusal: "forbidden" } as const;
const byServer = { by: "service_role", refusal: "forbidden" } as const;

const property = (organization: Organization): string =>
  String(organization.rows.get("public.properties")?.id);

/** In the form of what the app makes; nothing opens it. */
const wrapped = (letter: string) => `v1.1.${"A".repeat(16)}.${letter.repeat(43)}.${"C".repeat(22)}`;
const sealed = (letter: string) => `v1.1.${"A".repeat(16)}.${letter.repeat(8)}.${"C".repeat(22)}`;

/**
 * Every company has a server of its own, so that who tests one of his own company's tests that. The same row each time
 * and without history: the victim's rows are compared over two runs of this.
 */
const withServers = (): string => `
  set local session_replication_role = replica;
  insert into public.system_settings (org_id, id, category, name, value, created_at, updated_at)
  select o.id, md5(o.id::text)::uuid, 'mail', 'server', '{"host": "smtp.test", "port": 587, "security": "starttls",
    "username": null, "from_name": null, "from_address": "office@works.test", "password_set_at": null}'::jsonb,
    '2030-03-05T09:00:00Z', '2030-03-05T09:00:00Z'
  from public.organizations as o
  on conflict do nothing;
  set local session_replication_role = origin`;
const withoutServer = (): string => `
  delete from public.system_settings where category = 'mail' and name in ('server', 'password')`;

/** Data keys, what is sealed with them, and who may see it. */
export const secretCalls: Record<string, Call> = {
  "public.get_gate_code": { args: (o) => ({ id: property(o) }), by: office, refusal: "CO404" },
  "public.update_gate_code": {
    args: (o) => ({ id: property(o), expected_version: null, changes: { sealed: sealed("D") } }),
    by: office,
    refusal: "CO404",
  },
  "public.get_mail_server": {
    args: () => ({}),
    by: ["owner", "admin", "dispatcher", "accountant", "viewer"],
    refusal: "nothing",
  },
  "public.update_mail_server": {
    args: () => ({
      expected_version: null,
      changes: { host: "smtp.test", port: 587, security: "starttls", from_address: "office@works.test" },
    }),
    by: managers,
    before: withoutServer,
    refusal: "nothing",
  },
  "public.delete_mail_server": { args: () => ({ expected_version: null }), by: managers, refusal: "nothing" },
  "public.test_mail_server": {
    args: () => ({ payload: {} }),
    by: managers,
    before: withServers,
    refusal: "nothing",
  },
  "ops.mail_server": { args: (o) => ({ org: o.id }), ...byWorker },
  "ops.mail_server_used": {
    args: (o) => ({ org: o.id, revision: "1", problem: "login_refused" }),
    ...byWorker,
  },
  "ops.mail_server_alert": { args: (o) => ({ org: o.id, person: o.people.owner.id }), ...byWorker },
  "ops.mail_server_test": { args: (o) => ({ org: o.id, test: property(o) }), ...byWorker },
  "ops.mail_server_tested": {
    args: (o) => ({ org: o.id, test: property(o), problem: null, reply: null }),
    ...byWorker,
  },
  "public.gate_organization_keys": { args: (o) => ({ org: o.id }), ...byServer },
  "public.gate_create_organization_key": { args: (o) => ({ org: o.id, wrapped: wrapped("D") }), ...byServer },
  // The server's own, and of no organization: what it encrypts is nobody's until it is stored.
  "public.encrypt_sensitive_data": {
    args: () => ({ plaintext: "a secret", context: "here" }),
    ...byServer,
    outside: ["nothing"],
  },
  "public.decrypt_sensitive_data": {
    args: () => ({ ciphertext: null, context: "here" }),
    ...byServer,
    outside: ["nothing"],
  },
  "ops.stale_wrappings": { args: () => ({ newest: "2", max_rows: 10 }), ...byWorker },
  "ops.rewrap_key": {
    args: (o) => ({ org: o.id, key_number: 1, was: wrapped("B"), wrapped: wrapped("D") }),
    ...byWorker,
  },
  "ops.ask_for_new_keys": { args: (o) => ({ slug: o.word }), ...byWorker },
  "ops.wanted_keys": { args: () => ({ max_rows: 10 }), ...byWorker },
  "ops.add_organization_key": {
    args: (o) => ({ org: o.id, key_number: 2, wrapped: wrapped("D") }),
    ...byWorker,
  },
  "ops.organization_keys": { args: (o) => ({ org: o.id }), ...byWorker },
  "ops.outdated_secrets": { args: () => ({ max_rows: 10 }), ...byWorker },
  "ops.secret_samples": { args: () => ({ max_rows: 10 }), ...byWorker },
  "ops.reseal": {
    args: (o) => ({
      org: o.id,
      table_name: "private.gate_codes",
      column_name: "sealed",
      row_key: property(o),
      was: sealed("D"),
      sealed: sealed("E"),
    }),
    ...byWorker,
  },
  "ops.destroy_old_keys": { args: () => ({ rest: "10 minutes" }), ...byWorker },
};
