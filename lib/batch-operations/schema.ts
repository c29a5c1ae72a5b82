import { z } from "zod";
import { id, instant, pageQuery } from "@/lib/http/fields";

const batchOperationStatuses = ["queued", "running", "done", "failed", "cancelled"] as const;

export const batchOperation = z.object({
  id,
  /** One of `OPERATION_KINDS` (rules.ts), or a newer one than this program knows. */
  kind: z.string(),
  status: z.enum(batchOperationStatuses),
  /** What was asked for. */
  params: z.record(z.string(), z.unknown()),
  done: z.int(),
  /** null while nobody knows how much it will be. */
  total: z.int().nullable(),
  /** Counts and names of what came of it. */
  result: z.record(z.string(), z.unknown()).nullable(),
  /** What can be fetched from …/content, and until when. */
  file: z.object({ name: z.string(), bytes: z.int(), expires_at: instant }).nullable(),
  error_code: z.string().nullable(),
  /** It was called off and still tidies up. */
  is_cancelling: z.boolean(),
  created_by: z.object({ id, name: z.string().nullable() }).nullable(),
  created_at: instant,
  started_at: instant.nullable(),
  ended_at: instant.nullable(),
});
export type BatchOperation = z.infer<typeof batchOperation>;

/** Good for a minute, and for whoever has it. */
export const fileAddress = z.object({ url: z.string() });

export const batchOperationListQuery = z.strictObject({
  ...pageQuery,
  kind: z
    .string()
    .regex(/^[a-z_]{1,60}$/)
    .optional(),
  status: z.enum(batchOperationStatuses).optional(),
});
export type BatchOperationFilters = Omit<z.output<typeof batchOperationListQuery>, "limit" | "cursor">;
