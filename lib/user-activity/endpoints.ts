import { endpoint } from "@/lib/http/endpoint";
import { pageOf } from "@/lib/http/fields";
import { memberParams } from "@/lib/members/schema";
import { memberSession, userActivity, userActivityQuery } from "@/lib/user-activity/schema";

const tag = "Members";

/** Of oneself everybody may ask, so the right is looked at where it is known who is meant. */
export const userActivityEndpoints = {
  activity: endpoint({
    method: "GET",
    path: "/members/{user_id}/activity",
    summary:
      "List what a member did with the account, latest first: oneself, or with audit_logs:read anybody",
    tag,
    access: "person",
    params: memberParams,
    query: userActivityQuery,
    answer: pageOf(userActivity),
    status: 200,
  }),
  sessions: endpoint({
    method: "GET",
    path: "/members/{user_id}/sessions",
    summary:
      "List where a member is signed in to this organization: oneself, or with audit_logs:read anybody",
    tag,
    access: "person",
    params: memberParams,
    answer: pageOf(memberSession),
    status: 200,
  }),
};
