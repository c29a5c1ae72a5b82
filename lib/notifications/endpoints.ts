import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { pageOf, recordParams } from "@/lib/http/fields";
import { messageCreate, notification, notificationListQuery } from "@/lib/notifications/schema";

const tag = "Messages";
const resource = "notifications";
const answer = z.object({ data: notification });

export const notificationEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/notifications",
    summary: "List messages to customers with their state, latest first; they are kept a month",
    tag,
    access: { permission: "read", resource },
    query: notificationListQuery,
    answer: pageOf(notification),
    status: 200,
  }),
  withdraw: endpoint({
    method: "POST",
    path: "/notifications/{id}/withdrawals",
    summary: "Do not send a message that waits",
    tag,
    access: { permission: "update", resource },
    params: recordParams,
    answer,
    status: 200,
    problems: ["not_found", "message_left"],
  }),
  retry: endpoint({
    method: "POST",
    path: "/notifications/{id}/retries",
    summary: "Send a message again that failed or was held up",
    tag,
    access: { permission: "update", resource },
    params: recordParams,
    answer,
    status: 200,
    problems: ["not_found", "message_not_failed"],
  }),
  create: endpoint({
    method: "POST",
    path: "/bookings/{id}/messages",
    summary: "Send a customer a message about his visit, at once",
    tag,
    access: { permission: "create", resource },
    params: recordParams,
    body: messageCreate,
    answer,
    status: 201,
    problems: ["not_found", "message_refused"],
  }),
};
