import { z } from "zod";
import { batchOperation, batchOperationListQuery, fileAddress } from "@/lib/batch-operations/schema";
import { endpoint } from "@/lib/http/endpoint";
import { pageOf, recordParams } from "@/lib/http/fields";

const tag = "Imports and exports";
const access = { permission: "read", resource: "batch_operations" } as const;
const answer = z.object({ data: batchOperation });

export const batchOperationEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/batch-operations",
    summary: "List long work with its progress, latest first: the organization's, or one's own",
    tag,
    access,
    query: batchOperationListQuery,
    answer: pageOf(batchOperation),
    status: 200,
  }),
  get: endpoint({
    method: "GET",
    path: "/batch-operations/{id}",
    summary: "How far a long work is, or what came of it",
    tag,
    access,
    params: recordParams,
    answer,
    status: 200,
    problems: ["not_found"],
  }),
  cancel: endpoint({
    method: "POST",
    path: "/batch-operations/{id}/cancellations",
    summary: "Call a long work off; what has begun ends within seconds",
    tag,
    access: { permission: "update", resource: "batch_operations" },
    params: recordParams,
    answer,
    status: 200,
    problems: ["not_found", "operation_over"],
  }),
  address: endpoint({
    method: "GET",
    path: "/batch-operations/{id}/address",
    summary: "Where the file that came of it lies, good for a minute; needs a proof of the last ten minutes",
    tag,
    access,
    params: recordParams,
    answer: z.object({ data: fileAddress }),
    status: 200,
    problems: ["not_found", "proof_required"],
  }),
  content: endpoint({
    method: "GET",
    path: "/batch-operations/{id}/content",
    summary: "Go to the file that came of it, by an address good for a minute; needs a proof as well",
    tag,
    access,
    params: recordParams,
    answer: null,
    status: 302,
    problems: ["not_found", "proof_required"],
  }),
};
