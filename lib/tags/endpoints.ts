import { z } from "zod";
import { change } from "@/lib/history/schema";
import { endpoint } from "@/lib/http/endpoint";
import { recordParams } from "@/lib/http/fields";
import { recordEndpoints } from "@/lib/http/record-endpoints";
import { customerTags, customerTagsUpdate, tag, tagCreate, tagListQuery, tagUpdate } from "@/lib/tags/schema";

export const tagEndpoints = recordEndpoints(
  "tags",
  { one: "tag", many: "tags", tag: "Tags" },
  {
    record: tag,
    row: tag,
    change,
    query: tagListQuery,
    create: tagCreate,
    update: tagUpdate,
  },
);

const path = "/customers/{id}/tags";
const answer = z.object({ data: customerTags });

export const customerTagEndpoints = {
  get: endpoint({
    method: "GET",
    path,
    summary: "Get the tags of a customer",
    tag: "Tags",
    access: { permission: "read", resource: "customers" },
    params: recordParams,
    answer,
    status: 200,
  }),
  update: endpoint({
    method: "PATCH",
    path,
    summary: "Replace the tags of a customer; If-Match takes the customer's version",
    tag: "Tags",
    access: { permission: "update", resource: "customers" },
    params: recordParams,
    body: customerTagsUpdate,
    isConditional: true,
    answer,
    status: 200,
  }),
};
