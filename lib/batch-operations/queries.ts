import "server-only";
import { z } from "zod";
import { batchOperation } from "@/lib/batch-operations/schema";
import type { BatchOperation, batchOperationListQuery } from "@/lib/batch-operations/schema";
import { AppError } from "@/lib/errors";
import { publicAddress } from "@/lib/files/queries";
import type { Outcome } from "@/lib/http/answer";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import { id, instant } from "@/lib/http/fields";
import type { Page } from "@/lib/http/fields";
import { outcomeFrom } from "@/lib/http/writing";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** Seconds an address to the bytes is good for: long enough to begin, too short to pass on. */
const ADDRESS_S = 60;

const keyOfList = z.object({ created_at: instant, id });
const storedFile = z.object({ bucket: z.string(), path: z.string(), name: z.string() });

/** Latest first. */
export async function listBatchOperations(
  client: Client,
  { limit, cursor, ...filters }: z.output<typeof batchOperationListQuery>,
): Promise<Page<BatchOperation>> {
  const after_key = decodeCursor(cursor, keyOfList);
  const answer = await client.rpc("list_batch_operations", { filters, page_limit: limit + 1, after_key });
  const rows = z.array(batchOperation).parse(unwrap(answer));
  return pageFrom(
    rows,
    limit,
    ({ created_at, id: operationId }) => ({ created_at, id: operationId }),
    (row) => row,
  );
}

/** Throws 404 for what the person may not see. */
export async function getBatchOperation(client: Client, operation: string): Promise<BatchOperation> {
  return batchOperation.parse(unwrap(await client.rpc("get_batch_operation", { operation })));
}

export async function cancelBatchOperation(client: Client, wanted: string): Promise<Outcome<BatchOperation>> {
  const answer = await client.rpc("cancel_batch_operation", { payload: { id: wanted } });
  return outcomeFrom(unwrap(answer), (data) => batchOperation.parse(data));
}

/** Made under the person's own token, so that Storage asks its policy once more; each call is written down. */
export async function addressOfResult(client: Client, operation: string): Promise<string> {
  const file = storedFile.parse(unwrap(await client.rpc("open_batch_file", { operation })));
  const { data, error } = await client.storage
    .from(file.bucket)
    .createSignedUrl(file.path, ADDRESS_S, { download: file.name });
  if (error) throw new AppError("unavailable", "The file can't be reached right now.", { cause: error });
  return publicAddress(data.signedUrl);
}
