import { z } from "zod";
import { contentQuery, declared, file, fileCreate } from "@/lib/files/schema";
import { endpoint } from "@/lib/http/endpoint";
import { recordParams } from "@/lib/http/fields";

const tag = "Files";
const access = { permission: "read", resource: "files" } as const;

export const fileEndpoints = {
  create: endpoint({
    method: "POST",
    path: "/files",
    summary: "Declare a file and get the address its bytes go to",
    tag,
    access: { permission: "create", resource: "files" },
    body: fileCreate,
    answer: declared,
    status: 201,
    problems: ["storage_quota", "duplicate"],
  }),
  get: endpoint({
    method: "GET",
    path: "/files/{id}",
    summary: "Get what is known of a file",
    tag,
    access,
    params: recordParams,
    answer: z.object({ data: file }),
    status: 200,
    problems: ["not_found"],
  }),
  renew: endpoint({
    method: "POST",
    path: "/files/{id}/uploads",
    summary: "Get a new address for bytes that have not come yet",
    tag,
    access,
    params: recordParams,
    answer: declared,
    status: 200,
    problems: ["not_found"],
  }),
  complete: endpoint({
    method: "POST",
    path: "/files/{id}/completions",
    summary: "Say that the bytes are there, so that they are looked at",
    tag,
    access,
    params: recordParams,
    answer: z.object({ data: file }),
    status: 200,
    problems: ["not_found", "not_uploaded"],
  }),
  content: endpoint({
    method: "GET",
    path: "/files/{id}/content",
    summary: "Go to the bytes of a ready file, by an address that is good for a minute",
    tag,
    access,
    params: recordParams,
    query: contentQuery,
    answer: null,
    status: 302,
    problems: ["not_found", "file_not_ready"],
  }),
};
