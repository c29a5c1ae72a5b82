import { z } from "zod";
import { id, instant, pageQuery } from "@/lib/http/fields";

export const personKinds = ["customer", "contact", "member"] as const;
export type PersonKind = (typeof personKinds)[number];

/** How many rows of a table, and what erasing does with them. */
const held = z.array(
  z.object({
    relation: z.string(),
    action: z.enum(["delete", "change", "audit", "keep"]),
    count: z.int(),
  }),
);

export const privacyRequest = z.object({
  id,
  kind: z.enum(["export", "erasure"]),
  person_kind: z.enum(personKinds),
  person_id: id,
  reason: z.string(),
  summary: held,
  /** The account belongs to another organization as well and stays. */
  is_account_kept: z.boolean(),
  /** Until then signed reports stay, because the law asks for them; then they are erased by themselves. */
  kept_until: instant.nullable(),
  file_count: z.int(),
  files_removed_at: instant.nullable(),
  requested_by: id.nullable(),
  created_at: instant,
});
export type PrivacyRequest = z.infer<typeof privacyRequest>;

export const personPreview = z.object({
  person: z.object({ kind: z.enum(personKinds), id, name: z.string().nullable() }),
  held,
  files: z.int(),
  /** Visits that stand in the way: they take place or are called off first. */
  planned_visits: z.array(z.object({ id, number: z.string(), starts_at: instant.nullable() })),
  signed_reports: z.object({ count: z.int(), until: instant.nullable() }),
  is_account_kept: z.boolean(),
  erasure: privacyRequest.nullable(),
});
export type PersonPreview = z.infer<typeof personPreview>;

export const personDocument = z.object({
  request: privacyRequest,
  person: z.object({ kind: z.enum(personKinds), id, name: z.string().nullable() }),
  tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  files: z.array(z.object({ id, name: z.string(), mime: z.string() })),
});
export type PersonDocument = z.infer<typeof personDocument>;

const person = { kind: z.enum(personKinds), id };
export const personQuery = z.strictObject(person);
export const privacyListQuery = z.strictObject({ ...pageQuery });

const reason = z.string().trim().min(1).max(500);
export const exportBody = z.strictObject({ ...person, reason });
export const erasureBody = z.strictObject({
  ...person,
  reason,
  /** Reports a customer signed stay as long as the law asks for them; on unless said otherwise. */
  keep_signed_reports: z.boolean().optional(),
});
export type ErasureBody = z.input<typeof erasureBody>;
