import { z } from "zod";
import { auditLogExportFilters } from "@/lib/audit-logs/schema";
import { customerExportFilters } from "@/lib/customers/schema";

/** Of each dataset its formats, and what of its list's filters it understands. */
const DATASETS = {
  audit_logs: { formats: ["csv", "ndjson"], filters: auditLogExportFilters },
  customers: { formats: ["csv"], filters: customerExportFilters },
  // Everything there is, with the files.
  organization: { formats: ["zip"], filters: z.strictObject({}) },
} as const;

type Wanted<Dataset extends keyof typeof DATASETS> = {
  dataset: Dataset;
  format: (typeof DATASETS)[Dataset]["formats"][number];
  filters?: z.input<(typeof DATASETS)[Dataset]["filters"]>;
};
export type ExportCreate = Wanted<"audit_logs"> | Wanted<"customers"> | Wanted<"organization">;

/** One shape for all, so that a field which none of them has is named as such. */
export const exportCreate = z
  .strictObject({
    dataset: z.enum(["audit_logs", "customers", "organization"]),
    format: z.enum(["csv", "ndjson", "zip"]),
    filters: z.record(z.string(), z.json()).optional(),
  })
  .transform(({ dataset, format, filters }, context) => {
    const known = DATASETS[dataset];
    if (!known.formats.some((each) => each === format))
      context.addIssue({ code: "custom", path: ["format"], message: `Send ${known.formats.join(" or ")}.` });
    const parsed = known.filters.safeParse(filters ?? {});
    for (const { path, message } of parsed.error?.issues ?? [])
      context.addIssue({ code: "custom", path: ["filters", ...path], message });
    return { dataset, format, filters: parsed.data ?? {} };
  });
