import { z } from "zod";
import { batchOperation } from "@/lib/batch-operations/schema";
import { endpoint } from "@/lib/http/endpoint";
import { pageOf } from "@/lib/http/fields";
import {
  erasureBody,
  exportBody,
  personDocument,
  personPreview,
  personQuery,
  privacyListQuery,
  privacyRequest,
} from "@/lib/privacy/schema";

const tag = "Privacy";
const access = { permission: "manage", resource: "organizations" } as const;

export const privacyEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/privacy-requests",
    summary: "List copies given to people and erasures, latest first",
    tag,
    access,
    query: privacyListQuery,
    answer: pageOf(privacyRequest),
    status: 200,
  }),
  preview: endpoint({
    method: "GET",
    path: "/privacy-requests/preview",
    summary: "What is held of a person, what erasing would do with it, what would stay and why",
    tag,
    access,
    query: personQuery,
    answer: z.object({ data: personPreview }),
    status: 200,
    problems: ["not_found"],
  }),
  export: endpoint({
    method: "POST",
    path: "/privacy-requests/exports",
    summary: "Everything that is held of a person, table by table",
    tag,
    access,
    body: exportBody,
    answer: z.object({ data: personDocument }),
    status: 201,
    problems: ["not_found", "names_person"],
  }),
  copy: endpoint({
    method: "POST",
    path: "/privacy-requests/copies",
    summary:
      "The same with every file, as an archive that is made in the background; see batch operations for its progress",
    tag,
    access,
    body: exportBody,
    answer: z.object({ data: batchOperation }),
    status: 201,
    problems: ["not_found", "names_person", "proof_required"],
  }),
  erase: endpoint({
    method: "POST",
    path: "/privacy-requests/erasures",
    summary: "Make a person unrecognisable for good; again it answers the same",
    tag,
    access,
    body: erasureBody,
    answer: z.object({ data: privacyRequest }),
    status: 201,
    problems: ["not_found", "open_visits", "own_account", "names_person"],
  }),
};
