import { z } from "zod";
import { change } from "@/lib/history/schema";
import { endpoint } from "@/lib/http/endpoint";
import { pageOf, pageQuery } from "@/lib/http/fields";
import { member, memberListQuery, memberPage, memberParams, memberUpdate } from "@/lib/members/schema";

const tag = "Members";
const resource = "members";
const one = z.object({ data: member });

export const memberEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/members",
    summary: "List the organization's members",
    tag,
    access: { permission: "read", resource },
    query: memberListQuery,
    answer: memberPage,
    status: 200,
  }),
  get: endpoint({
    method: "GET",
    path: "/members/{user_id}",
    summary: "Get a member",
    tag,
    access: { permission: "read", resource },
    params: memberParams,
    answer: one,
    status: 200,
  }),
  history: endpoint({
    method: "GET",
    path: "/members/{user_id}/history",
    summary: "Who changed what of a member, latest first",
    tag,
    access: { permission: "manage", resource },
    params: memberParams,
    query: z.strictObject(pageQuery),
    answer: pageOf(change),
    status: 200,
  }),
  update: endpoint({
    method: "PATCH",
    path: "/members/{user_id}",
    summary: "Change a member's roles or department, suspend or reinstate",
    tag,
    access: { permission: "update", resource },
    params: memberParams,
    body: memberUpdate,
    isConditional: true,
    answer: one,
    status: 200,
    problems: ["last_owner", "own_account", "member_removed", "role_above_own", "grant_above_own"],
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/members/{user_id}",
    summary: "Remove a member, who is out with the next request",
    tag,
    access: { permission: "delete", resource },
    params: memberParams,
    isConditional: true,
    answer: null,
    status: 204,
    problems: ["last_owner", "own_account", "role_above_own"],
  }),
};
