import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import {
  explanation,
  explanationQuery,
  holder,
  memberParams,
  memberPermissions,
  permissionOverview,
  personalCreate,
  personalParams,
  personalPermission,
  rightQuery,
} from "@/lib/permissions/schema";

const tag = "Permissions";
const read = { permission: "read", resource: "permissions" } as const;
const update = { permission: "update", resource: "permissions" } as const;

export const permissionEndpoints = {
  overview: endpoint({
    method: "GET",
    path: "/permissions",
    summary: "The rights there are, and what the shipped roles may do",
    tag,
    access: read,
    answer: z.object({ data: permissionOverview }),
    status: 200,
  }),
  explain: endpoint({
    method: "GET",
    path: "/permissions/explanation",
    summary: "Whether a member holds a right, and why",
    tag,
    access: read,
    query: explanationQuery,
    answer: z.object({ data: explanation }),
    status: 200,
  }),
  holders: endpoint({
    method: "GET",
    path: "/permissions/holders",
    summary: "Everybody who holds a right, and what gives it",
    tag,
    access: read,
    query: rightQuery,
    answer: z.object({ data: z.array(holder) }),
    status: 200,
  }),
  ofMember: endpoint({
    method: "GET",
    path: "/members/{user_id}/permissions",
    summary: "All a member may do, with grants and denials",
    tag,
    access: read,
    params: memberParams,
    answer: z.object({ data: memberPermissions }),
    status: 200,
  }),
  give: endpoint({
    method: "POST",
    path: "/members/{user_id}/permissions",
    summary: "Grant or deny a member a right, for a time or for good",
    tag,
    access: update,
    params: memberParams,
    body: personalCreate,
    answer: z.object({ data: personalPermission }),
    status: 201,
    problems: ["grant_above_own", "role_above_own", "own_rights", "owner_rights", "unknown_right"],
  }),
  takeBack: endpoint({
    method: "DELETE",
    path: "/members/{user_id}/permissions/{id}",
    summary: "Take a grant or denial away",
    tag,
    access: update,
    params: personalParams,
    answer: null,
    status: 204,
    problems: ["grant_above_own", "role_above_own", "own_rights"],
  }),
};
