import { z } from "zod";
import { closing, closingBegun, closingCreate, reopened } from "@/lib/closings/schema";
import { endpoint } from "@/lib/http/endpoint";
import { pageOf, recordParams } from "@/lib/http/fields";

const tag = "Organizations";

export const closingEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/closings",
    summary: "List closed organizations one owns, until they are deleted",
    tag,
    access: "person",
    answer: pageOf(closing),
    status: 200,
  }),
  create: endpoint({
    method: "POST",
    path: "/organizations/{id}/closings",
    summary: "Close the organization one works in: everybody is out at once, all is deleted after the grace",
    tag,
    access: { permission: "delete", resource: "organizations" },
    params: recordParams,
    body: closingCreate,
    answer: z.object({ data: closingBegun }),
    status: 201,
    problems: ["proof_required"],
  }),
  reopen: endpoint({
    method: "POST",
    path: "/organizations/{id}/reopenings",
    summary: "Take back the closing of an organization one owns",
    tag,
    access: "person",
    params: recordParams,
    answer: z.object({ data: reopened }),
    status: 201,
    problems: ["closed_by_operator"],
  }),
};
