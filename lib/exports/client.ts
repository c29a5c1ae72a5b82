import type { BatchOperation } from "@/lib/batch-operations/schema";
import type { ExportCreate } from "@/lib/exports/schema";
import { api } from "@/lib/http/fetch";

/** Answers at once; the file is made in the background. */
export async function createExport(body: ExportCreate): Promise<BatchOperation> {
  return (await api<{ data: BatchOperation }>("/exports", { method: "POST", body })).data;
}
