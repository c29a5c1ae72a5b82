import { quote } from "../../support/database";
import { memberRoles } from "../../support/identities";
import type { Organization } from "../../support/world";
import type { Call } from "./calls";

const everyone = memberRoles;
const writers = ["owner", "admin", "dispatcher", "technician", "accountant"] as const;

const id = (organization: Organization, table: string): string =>
  String(organization.rows.get(`public.${table}`)?.id);
const file = (organization: Organization): string => id(organization, "file_storage");
const path = (organization: Organization): string =>
  String(organization.rows.get("public.file_storage")?.path);

const sum = "a".repeat(64);
const size = { path: `x/${sum}/original.jpg`, width: 4, height: 3, size_bytes: 10, mime: "image/jpeg" };

const setState = (state: string) => (organization: Organization) =>
  `update public.file_storage set state = ${quote(state)}, expires_at = null
   where org_id = ${quote(organization.id)} and id = ${quote(file(organization))}`;

/** Files and what they belong to. The seeded file is the technician's and hangs on the customer. */
export const fileCalls: Record<string, Call> = {
  "public.get_file": { args: (o) => ({ file: file(o) }), by: everyone, refusal: "CO404" },
  "public.create_file": {
    args: () => ({ payload: { name: "a.jpg", size_bytes: 10, mime: "image/jpeg" } }),
    by: writers,
    refusal: "nothing",
  },
  "public.renew_upload": {
    args: (o) => ({ payload: { id: file(o) } }),
    by: ["technician"],
    refusal: "CO404",
    atHome: "CO404",
  },
  "public.complete_file": {
    args: (o) => ({ payload: { id: file(o) } }),
    by: ["technician"],
    refusal: "CO404",
    atHome: "CO404",
    before: (o) => `insert into storage.objects (bucket_id, name) values ('uploads', ${quote(path(o))})`,
  },
  "public.list_attachments": {
    args: (o) => ({ target: { customer_id: id(o, "customers") }, before: null, page_limit: 10 }),
    by: everyone,
    refusal: "CO404",
  },
  "public.create_attachment": {
    args: (o) => ({ payload: { customer_id: id(o, "customers"), file_id: file(o) } }),
    by: writers,
    refusal: "CO404",
  },
  "public.update_attachment": {
    args: (o) => ({
      attachment: id(o, "attachments"),
      expected_version: null,
      changes: { caption: "Boiler" },
    }),
    by: writers,
    refusal: "CO404",
  },
  "public.delete_attachment": {
    args: (o) => ({ attachment: id(o, "attachments"), expected_version: null }),
    by: writers,
    refusal: "CO404",
  },

  "ops.file_to_check": {
    args: (o) => ({ org: o.id, file: file(o) }),
    by: "callout_worker",
    refusal: "forbidden",
    before: setState("uploaded"),
  },
  "ops.known_file": { args: (o) => ({ org: o.id, sum }), by: "callout_worker", refusal: "forbidden" },
  "ops.reject_file": {
    args: (o) => ({ org: o.id, file: file(o), reason: "unreadable" }),
    by: "callout_worker",
    refusal: "forbidden",
    before: setState("uploaded"),
  },
  "ops.accept_file": {
    args: (o) => ({
      org: o.id,
      file: file(o),
      facts: {
        sha256: sum,
        mime: "image/jpeg",
        size_bytes: 10,
        path: `${o.id}/${sum}/original.jpg`,
        width: 4,
        height: 3,
        variants: { original: size },
        stored_bytes: 10,
      },
    }),
    by: "callout_worker",
    refusal: "forbidden",
    before: setState("uploaded"),
  },
  "ops.sweep_files": {
    args: () => ({ min_age_s: 3600, max_objects: 10 }),
    by: "callout_worker",
    refusal: "forbidden",
  },
};
