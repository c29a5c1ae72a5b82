import { z } from "zod";

/** A message as the embedded stack keeps it in place of sending. */
export const keptMessage = z.object({
  id: z.string(),
  at: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  /** What it is about: "signup", "invitation". */
  kind: z.string(),
  attachments: z.array(z.object({ name: z.string(), size_bytes: z.int() })).optional(),
});
export type KeptMessage = z.infer<typeof keptMessage>;
