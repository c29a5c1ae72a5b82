import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { pageOf } from "@/lib/http/fields";
import { decisionCreate, journalEntry, journalQuery, operationParams } from "@/lib/sync-journal/schema";
import { syncAnswer, syncQuery, syncRequest, syncResponse } from "@/lib/sync/schema";

const tag = "Sync";
/** A hundred operations with a signed report in some of them. */
const MAX_BYTES = 2 * 1024 * 1024;

export const syncEndpoints = {
  get: endpoint({
    method: "GET",
    path: "/sync",
    summary: "What differs from what this phone holds; without a cursor everything",
    tag,
    access: { permission: "read", resource: "sync" },
    query: syncQuery,
    answer: syncAnswer,
    status: 200,
    problems: ["device_revoked"],
  }),
  apply: endpoint({
    method: "POST",
    path: "/sync",
    summary: "Apply operations in their order; each is done once, by its op_id",
    tag,
    access: { permission: "create", resource: "sync" },
    body: syncRequest,
    answer: syncResponse,
    status: 200,
    maxBodyBytes: MAX_BYTES,
    problems: ["device_revoked"],
  }),
  list: endpoint({
    method: "GET",
    path: "/sync/operations",
    summary: "What phones sent, latest first; by default what waits for a person",
    tag,
    access: { permission: "read", resource: "sync" },
    query: journalQuery,
    answer: pageOf(journalEntry),
    status: 200,
  }),
  decide: endpoint({
    method: "POST",
    path: "/sync/operations/{op_id}/decisions",
    summary: "Decide what is parked: do it, note it, or keep the office's version",
    tag,
    access: { permission: "update", resource: "sync" },
    params: operationParams,
    body: decisionCreate,
    answer: z.object({ data: journalEntry }),
    status: 200,
    problems: ["already_decided", "double_booking", "illegal_step"],
  }),
};
