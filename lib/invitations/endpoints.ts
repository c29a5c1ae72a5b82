import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { recordParams } from "@/lib/http/fields";
import {
  invitation,
  invitationAccept,
  invitationCreate,
  invitationListQuery,
  invitationPage,
} from "@/lib/invitations/schema";
import { membership } from "@/lib/organizations/schema";

const tag = "Invitations";
const resource = "invitations";
const one = z.object({ data: invitation });

export const invitationEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/invitations",
    summary: "List invitations, latest first",
    tag,
    access: { permission: "read", resource },
    query: invitationListQuery,
    answer: invitationPage,
    status: 200,
  }),
  create: endpoint({
    method: "POST",
    path: "/invitations",
    summary: "Invite somebody by e-mail",
    tag,
    access: { permission: "create", resource },
    body: invitationCreate,
    answer: one,
    status: 201,
    problems: ["already_member", "already_invited", "member_quota", "role_above_own", "grant_above_own"],
  }),
  get: endpoint({
    method: "GET",
    path: "/invitations/{id}",
    summary: "Get an invitation",
    tag,
    access: { permission: "read", resource },
    params: recordParams,
    answer: one,
    status: 200,
  }),
  revoke: endpoint({
    method: "DELETE",
    path: "/invitations/{id}",
    summary: "Revoke an invitation; its links stop working",
    tag,
    access: { permission: "delete", resource },
    params: recordParams,
    isConditional: true,
    answer: null,
    status: 204,
    problems: ["invitation_used"],
  }),
  resend: endpoint({
    method: "POST",
    path: "/invitations/{id}/resend",
    summary: "Send another mail and start the term anew",
    tag,
    access: { permission: "create", resource },
    params: recordParams,
    answer: one,
    status: 200,
    problems: ["invitation_used", "invitation_revoked", "role_above_own", "grant_above_own"],
  }),
  accept: endpoint({
    method: "POST",
    path: "/invitations/accept",
    summary: "Join the organization a link invites to, and work in it in this session",
    tag,
    access: "person",
    body: invitationAccept,
    answer: z.object({ data: membership }),
    status: 200,
    problems: [
      "invitation_expired",
      "invitation_revoked",
      "invitation_used",
      "other_address",
      "address_unconfirmed",
      "member_suspended",
    ],
  }),
};
