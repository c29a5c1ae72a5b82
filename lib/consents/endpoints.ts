import { z } from "zod";
import { consent, consentCreate } from "@/lib/consents/schema";
import { endpoint } from "@/lib/http/endpoint";
import { pageOf, recordParams } from "@/lib/http/fields";

const tag = "Customers";
const resource = "customers";

export const consentEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/customers/{id}/consents",
    summary: "List what a customer agreed to and took back, latest first",
    tag,
    access: { permission: "read", resource },
    params: recordParams,
    answer: pageOf(consent),
    status: 200,
  }),
  create: endpoint({
    method: "POST",
    path: "/customers/{id}/consents",
    summary: "Write down that a customer agreed to something or took it back; lines are never changed",
    tag,
    access: { permission: "update", resource },
    params: recordParams,
    body: consentCreate,
    answer: z.object({ data: consent }),
    status: 201,
    problems: ["deleted"],
  }),
};
