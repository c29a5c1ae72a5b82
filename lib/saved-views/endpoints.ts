import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { pageOf, recordParams } from "@/lib/http/fields";
import { savedView, savedViewCreate, savedViewListQuery, savedViewUpdate } from "@/lib/saved-views/schema";

const tag = "Saved views";
const resource = "saved_views";
const answer = z.object({ data: savedView });

export const savedViewEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/saved-views",
    summary: "List one's own saved views and the shared ones",
    tag,
    access: { permission: "read", resource },
    query: savedViewListQuery,
    answer: pageOf(savedView),
    status: 200,
  }),
  create: endpoint({
    method: "POST",
    path: "/saved-views",
    summary: "Save a view of a list",
    tag,
    access: { permission: "create", resource },
    body: savedViewCreate,
    answer,
    status: 201,
  }),
  update: endpoint({
    method: "PATCH",
    path: "/saved-views/{id}",
    summary: "Change a saved view; what is not named stays",
    tag,
    access: { permission: "update", resource },
    params: recordParams,
    body: savedViewUpdate,
    isConditional: true,
    answer,
    status: 200,
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/saved-views/{id}",
    summary: "Delete a saved view; the answer holds what is needed to make it again",
    tag,
    access: { permission: "delete", resource },
    params: recordParams,
    isConditional: true,
    answer,
    status: 200,
  }),
};
