import { z } from "zod";
import { file } from "@/lib/files/schema";
import { changes, id, instant, optionalText, pageQuery, version } from "@/lib/http/fields";

export const attachmentCategory = z.enum(["photo", "document", "contract", "certificate", "other"]);
export type AttachmentCategory = z.infer<typeof attachmentCategory>;

const TARGETS = ["customer_id", "property_id", "job_id", "booking_id", "booking_request_id"] as const;
export type AttachmentTarget = (typeof TARGETS)[number];

const targets = {
  customer_id: id.optional(),
  property_id: id.optional(),
  job_id: id.optional(),
  booking_id: id.optional(),
  booking_request_id: id.optional(),
};

type Targets = Partial<Record<AttachmentTarget, string | undefined>>;
const hasOneTarget = (value: Targets) => TARGETS.filter((name) => value[name]).length === 1;
const oneTarget = {
  error: "Name one record: customer, property, job, visit or request.",
  path: ["booking_id"],
  params: { code: "one_target" },
};

/** A file that belongs to one record. Who may read the record may read the file. */
export const attachment = z.object({
  id,
  file,
  customer_id: id.nullable(),
  property_id: id.nullable(),
  job_id: id.nullable(),
  booking_id: id.nullable(),
  booking_request_id: id.nullable(),
  category: attachmentCategory,
  caption: z.string().nullable(),
  author: z.object({ id, name: z.string().nullable() }).nullable(),
  version,
  created_at: instant,
  updated_at: instant,
});
export type Attachment = z.infer<typeof attachment>;

export const attachmentCreate = z
  .strictObject({
    ...targets,
    file_id: id,
    category: attachmentCategory.default("document"),
    caption: optionalText(500),
  })
  .refine(hasOneTarget, oneTarget);
export type AttachmentCreate = z.input<typeof attachmentCreate>;

export const attachmentUpdate = changes({
  category: attachmentCategory.optional(),
  caption: optionalText(500),
});
export type AttachmentUpdate = z.input<typeof attachmentUpdate>;

export const attachmentListQuery = z
  .strictObject({ ...pageQuery, ...targets })
  .refine(hasOneTarget, oneTarget);
export type AttachmentFilters = Omit<z.output<typeof attachmentListQuery>, "limit" | "cursor">;
