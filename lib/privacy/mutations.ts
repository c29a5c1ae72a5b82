import "server-only";
import type { z } from "zod";
import { batchOperation, type BatchOperation } from "@/lib/batch-operations/schema";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom } from "@/lib/http/writing";
import { personDocument, privacyRequest } from "@/lib/privacy/schema";
import type { erasureBody, exportBody, PersonDocument, PrivacyRequest } from "@/lib/privacy/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function exportPerson(
  client: Client,
  payload: z.output<typeof exportBody>,
): Promise<Outcome<PersonDocument>> {
  const answer = unwrap(await client.rpc("export_person", { payload }));
  return outcomeFrom(answer, (data) => personDocument.parse(data));
}

/** Answers at once; the worker makes the archive. */
export async function copyPerson(
  client: Client,
  payload: z.output<typeof exportBody>,
): Promise<Outcome<BatchOperation>> {
  const answer = unwrap(await client.rpc("copy_person", { payload }));
  return outcomeFrom(answer, (data) => batchOperation.parse(data));
}

export async function erasePerson(
  client: Client,
  payload: z.output<typeof erasureBody>,
): Promise<Outcome<PrivacyRequest>> {
  const answer = unwrap(await client.rpc("erase_person", { payload }));
  return outcomeFrom(answer, (data) => privacyRequest.parse(data));
}
