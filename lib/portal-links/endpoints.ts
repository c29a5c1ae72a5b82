import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { recordParams } from "@/lib/http/fields";
import {
  linkView,
  madePortalLink,
  madeToken,
  portalLink,
  portalLinkCreate,
  portalLinkListQuery,
  tokenCreate,
} from "@/lib/portal-links/schema";

const tag = "Customer links";
const resource = "portal_links";
const answer = z.object({ data: portalLink });

export const portalLinkEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/portal-links",
    summary: "List the links of a visit, live ones first",
    tag,
    access: { permission: "read", resource },
    query: portalLinkListQuery,
    answer: z.object({ data: z.array(portalLink) }),
    status: 200,
  }),
  create: endpoint({
    method: "POST",
    path: "/portal-links",
    summary: "Make a link to a visit; its address and code are shown this once",
    tag,
    access: { permission: "create", resource },
    body: portalLinkCreate,
    answer: z.object({ data: madePortalLink }),
    status: 201,
  }),
  get: endpoint({
    method: "GET",
    path: "/portal-links/{id}",
    summary: "Get a link",
    tag,
    access: { permission: "read", resource },
    params: recordParams,
    answer,
    status: 200,
  }),
  views: endpoint({
    method: "GET",
    path: "/portal-links/{id}/views",
    summary: "When a link was looked at, latest first",
    tag,
    access: { permission: "read", resource },
    params: recordParams,
    answer: z.object({ data: z.array(linkView) }),
    status: 200,
  }),
  token: endpoint({
    method: "POST",
    path: "/portal-links/{id}/tokens",
    summary: "One more address of a link, to copy or drawn as a QR code; those given before keep working",
    tag,
    access: { permission: "create", resource },
    params: recordParams,
    body: tokenCreate,
    answer: z.object({ data: madeToken }),
    status: 201,
    problems: ["link_ended"],
  }),
  send: endpoint({
    method: "POST",
    path: "/portal-links/{id}/sendings",
    summary: "Send a link to the customer's address at once",
    tag,
    access: { permission: "update", resource },
    params: recordParams,
    answer,
    status: 201,
    problems: ["link_ended", "message_refused"],
  }),
  revoke: endpoint({
    method: "DELETE",
    path: "/portal-links/{id}",
    summary: "Take a link back; open pages end with it",
    tag,
    access: { permission: "delete", resource },
    params: recordParams,
    answer,
    status: 200,
    isConditional: true,
  }),
};
