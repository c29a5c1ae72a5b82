import { z } from "zod";
import { changes, id, instant, requiredText, version } from "@/lib/http/fields";
import { messageEvent } from "@/lib/notifications/schema";

export const templateLocale = z.enum(["en", "de"]);
export type TemplateLocale = z.infer<typeof templateLocale>;

const body = z
  .string()
  .trim()
  .min(1)
  .max(5000)
  .refine((text) => !/[^\P{Cc}\n]/u.test(text), {
    error: "Unreadable text.",
    params: { code: "invalid_format" },
  });

/** The words of one message in one language, the organization's or as shipped. */
export const template = z.object({
  id,
  event: messageEvent,
  channel: z.enum(["email"]),
  locale: templateLocale,
  subject: z.string(),
  body: z.string(),
  /** Off: the message is not sent at all. */
  is_active: z.boolean(),
  is_shipped: z.boolean(),
  /** What the words may name, as {{name}}. */
  variables: z.array(z.string()),
  /** The variable without which the message would be of no use. */
  needs: z.string().nullable(),
  version,
  created_at: instant,
  updated_at: instant,
});
export type Template = z.infer<typeof template>;

const words = { subject: requiredText(200), body };

export const templateUpdate = changes({ ...words, is_active: z.boolean() });
export type TemplateUpdate = z.input<typeof templateUpdate>;

export const templateForm = z.strictObject({ ...words, is_active: z.boolean() });
export type TemplateForm = z.input<typeof templateForm>;

export const templatePreview = z.strictObject({
  event: messageEvent,
  locale: templateLocale,
  ...words,
  /** Of whom it speaks; left out, a recent visit. */
  booking_id: id.optional(),
});
export type TemplatePreview = z.input<typeof templatePreview>;

/** The mail as a customer would get it. */
export const templatePreviewed = z.object({
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  /** The visit it speaks of; null where there is none yet. */
  number: z.string().nullable(),
});
export type TemplatePreviewed = z.infer<typeof templatePreviewed>;
