import { z } from "zod";
import { batchOperation } from "@/lib/batch-operations/schema";
import { exportCreate } from "@/lib/exports/schema";
import { endpoint } from "@/lib/http/endpoint";

export const exportEndpoints = {
  create: endpoint({
    method: "POST",
    path: "/exports",
    summary: "Have a dataset written into a file in the background; see batch operations for its progress",
    tag: "Imports and exports",
    access: { permission: "create", resource: "exports" },
    body: exportCreate,
    answer: z.object({ data: batchOperation }),
    status: 201,
  }),
};
