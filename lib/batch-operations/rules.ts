import type { BatchOperation } from "@/lib/batch-operations/schema";

/** What can be long work, and why it can end without a result; the pages have words for each. */
export const OPERATION_KINDS = [
  "audit_log_export",
  "customer_export",
  "customer_import",
  "organization_export",
  "person_export",
] as const;
export const OPERATION_PROBLEMS = ["forbidden", "failed", "time_limit", "too_large"] as const;

type Ends = Pick<BatchOperation, "status">;

/** Whether anything can still happen to it. */
export const isOpen = ({ status }: Ends): boolean => status === "queued" || status === "running";

/** 0 to 100; null while nobody knows how much it will be. */
export function percentOf({ done, total }: Pick<BatchOperation, "done" | "total">): number | null {
  if (total === null) return null;
  return total === 0 ? 100 : Math.min(100, Math.floor((done / total) * 100));
}
