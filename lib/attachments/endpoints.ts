import { z } from "zod";
import {
  attachment,
  attachmentCreate,
  attachmentListQuery,
  attachmentUpdate,
} from "@/lib/attachments/schema";
import { endpoint } from "@/lib/http/endpoint";
import { pageOf, recordParams } from "@/lib/http/fields";

const tag = "Attachments";
const resource = "attachments" as const;

export const attachmentEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/attachments",
    summary: "List the files of one record, latest first",
    tag,
    access: { permission: "read", resource },
    query: attachmentListQuery,
    answer: pageOf(attachment),
    status: 200,
    problems: ["not_found"],
  }),
  create: endpoint({
    method: "POST",
    path: "/attachments",
    summary: "Add a file to a record",
    tag,
    access: { permission: "create", resource },
    body: attachmentCreate,
    answer: z.object({ data: attachment }),
    status: 201,
    problems: ["not_found", "file_not_found"],
  }),
  update: endpoint({
    method: "PATCH",
    path: "/attachments/{id}",
    summary: "Change the caption or the kind of an attached file",
    tag,
    access: { permission: "update", resource },
    params: recordParams,
    body: attachmentUpdate,
    answer: z.object({ data: attachment }),
    status: 200,
    isConditional: true,
    problems: ["not_found"],
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/attachments/{id}",
    summary: "Take a file away from its record",
    tag,
    access: { permission: "delete", resource },
    params: recordParams,
    answer: null,
    status: 204,
    isConditional: true,
    problems: ["not_found"],
  }),
};
