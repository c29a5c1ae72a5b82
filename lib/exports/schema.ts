import { z } from "zod";
import { auditLogExportFilters } from "@/lib/audit-logs/schema";
import { customerExportFilters } from "@/lib/customers/schema";

/** One entry per dataset: its formats, and what of its list's filters it understands. */
export const exportCreate = z.discriminatedUnion("dataset", [
  z.strictObject({
    dataset: z.literal("audit_logs"),
    format: z.enum(["csv", "ndjson"]),
    filters: auditLogExportFilters.optional(),
  }),
  z.strictObject({
    dataset: z.literal("customers"),
    format: z.literal("csv"),
    filters: customerExportFilters.optional(),
  }),
  // Everything there is, with the files.
  z.strictObject({ dataset: z.literal("organization"), format: z.literal("zip") }),
]);
export type ExportCreate = z.input<typeof exportCreate>;
