import "server-only";
import type { z } from "zod";
import { batchOperation } from "@/lib/batch-operations/schema";
import type { BatchOperation } from "@/lib/batch-operations/schema";
import type { exportCreate } from "@/lib/exports/schema";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom } from "@/lib/http/writing";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** Answers at once; the worker writes the file. */
export async function createExport(
  client: Client,
  payload: z.output<typeof exportCreate>,
): Promise<Outcome<BatchOperation>> {
  return outcomeFrom(unwrap(await client.rpc("create_export", { payload })), (data) =>
    batchOperation.parse(data),
  );
}
