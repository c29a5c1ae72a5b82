import { z } from "zod";

/** When a visit is, as its customer is told: seconds of the epoch, or a day without an hour. */
const plan = z.union([z.object({ from: z.int(), to: z.int() }), z.object({ on: z.iso.date() })]);
export type Plan = z.infer<typeof plan>;

export const mailLocale = z.enum(["en", "de"]);

/** What the database answers about a visit and its customer for a message. */
export const messageFacts = z.object({
  company: z.string(),
  locale: z.string(),
  customer: z.string().nullable(),
  service: z.string().nullable(),
  site: z.string().nullable(),
  technician: z.string().nullable(),
  time_zone: z.string(),
  plan: plan.nullable(),
  code: z.string().nullable(),
  /** What a member wrote to the customer. */
  message: z.string().nullish(),
  /** Why the visit was moved, as somebody wrote it for the customer. */
  reason: z.string().nullish(),
  /** What he should have ready. */
  instructions: z.string().nullish(),
  /** When somebody comes again to what was left unfinished. */
  next_plan: plan.nullish(),
  sender: z.object({
    name: z.string(),
    email: z.string().nullable(),
    brand_color: z.string().nullable(),
  }),
});
export type MessageFacts = z.infer<typeof messageFacts>;

/** The PDF that goes along with a signed report, and who signed. */
export const signedReport = z.object({
  signer: z.string().nullable(),
  name: z.string(),
  path: z.string(),
  size_bytes: z.coerce.number(),
});

/** A message that is due: its facts, the words it is written in, and what only this sending knows. */
export const dueMessage = messageFacts.extend({
  event: z.string(),
  to: z.string(),
  message_id: z.string(),
  locale: mailLocale,
  subject: z.string(),
  body: z.string(),
  old_plan: plan.nullable(),
  minutes: z.int().nullable(),
  /** Of the customer's link; null where the words name none. */
  token: z.string().nullable(),
});
export type DueMessage = z.infer<typeof dueMessage>;
