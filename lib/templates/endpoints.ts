import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { pageOf, recordParams } from "@/lib/http/fields";
import { template, templatePreview, templatePreviewed, templateUpdate } from "@/lib/templates/schema";

const tag = "Templates";
const resource = "templates";
const answer = z.object({ data: template });

export const templateEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/templates",
    summary: "List the words of all messages, by event and language",
    tag,
    access: { permission: "read", resource },
    answer: pageOf(template),
    status: 200,
  }),
  get: endpoint({
    method: "GET",
    path: "/templates/{id}",
    summary: "Get the words of a message",
    tag,
    access: { permission: "read", resource },
    params: recordParams,
    answer,
    status: 200,
    problems: ["not_found"],
  }),
  update: endpoint({
    method: "PATCH",
    path: "/templates/{id}",
    summary: "Change the words of a message, or switch it off",
    tag,
    access: { permission: "update", resource },
    params: recordParams,
    body: templateUpdate,
    isConditional: true,
    answer,
    status: 200,
    problems: ["not_found", "unknown_variable", "missing_variable"],
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/templates/{id}",
    summary: "Go back to the shipped words, which are answered",
    tag,
    access: { permission: "delete", resource },
    params: recordParams,
    isConditional: true,
    answer,
    status: 200,
    problems: ["not_found"],
  }),
  preview: endpoint({
    method: "POST",
    path: "/templates/previews",
    summary: "What a customer would get with these words; changes nothing",
    tag,
    access: { permission: "read", resource },
    body: templatePreview,
    answer: z.object({ data: templatePreviewed }),
    status: 200,
    problems: ["not_found"],
  }),
};
