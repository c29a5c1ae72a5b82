import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { id, recordParams } from "@/lib/http/fields";
import {
  membership,
  membershipPage,
  organization,
  organizationCreate,
  organizationUpdate,
} from "@/lib/organizations/schema";

const tag = "Organizations";
const resource = "organizations";

export const organizationEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/organizations",
    summary: "List the organizations one belongs to",
    tag,
    access: "person",
    answer: membershipPage,
    status: 200,
  }),
  create: endpoint({
    method: "POST",
    path: "/organizations",
    summary: "Create an organization and work in it from now on in this session",
    tag,
    access: "person",
    body: organizationCreate,
    answer: z.object({ data: organization }),
    status: 201,
    problems: ["slug_taken"],
  }),
  get: endpoint({
    method: "GET",
    path: "/organizations/{id}",
    summary: "Get the organization one works in",
    tag,
    access: { permission: "read", resource },
    params: recordParams,
    answer: z.object({ data: organization }),
    status: 200,
  }),
  update: endpoint({
    method: "PATCH",
    path: "/organizations/{id}",
    summary: "Change the organization; what is not named stays",
    tag,
    access: { permission: "update", resource },
    params: recordParams,
    body: organizationUpdate,
    isConditional: true,
    answer: z.object({ data: organization }),
    status: 200,
  }),
  switch: endpoint({
    method: "POST",
    path: "/organizations/{id}/switch",
    summary: "Work in another of one's organizations, in this session only",
    tag,
    access: "person",
    params: recordParams,
    answer: z.object({ data: membership }),
    status: 200,
  }),
  leave: endpoint({
    method: "POST",
    path: "/organizations/{id}/leave",
    summary: "End one's own membership in the organization one works in",
    tag,
    access: "person",
    params: recordParams,
    answer: z.object({ data: z.object({ user_id: id, org_id: id }) }),
    status: 200,
    problems: ["last_owner"],
  }),
};
