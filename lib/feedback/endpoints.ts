import { z } from "zod";
import {
  feedback,
  feedbackListQuery,
  feedbackSummary,
  feedbackSummaryQuery,
  feedbackUpdate,
  replyCreate,
} from "@/lib/feedback/schema";
import { endpoint } from "@/lib/http/endpoint";
import { pageOf, recordParams } from "@/lib/http/fields";

const tag = "Feedback";
const resource = "feedback";
const answer = z.object({ data: feedback });
const named = { tag, answer, params: recordParams, status: 200 } as const;

export const feedbackEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/feedback",
    summary: "List what customers said about their visits, latest first",
    tag,
    access: { permission: "read", resource },
    query: feedbackListQuery,
    answer: pageOf(feedback),
    status: 200,
  }),
  summary: endpoint({
    method: "GET",
    path: "/feedback/summary",
    summary: "Averages of the last twelve months: of all, of a resource or of a customer",
    tag,
    access: { permission: "read", resource },
    query: feedbackSummaryQuery,
    answer: z.object({ data: feedbackSummary }),
    status: 200,
  }),
  get: endpoint({
    ...named,
    method: "GET",
    path: "/feedback/{id}",
    summary: "Get a rating",
    access: { permission: "read", resource },
  }),
  update: endpoint({
    ...named,
    method: "PATCH",
    path: "/feedback/{id}",
    summary: "Take a rating out of sight with a reason, or show it again",
    access: { permission: "update", resource },
    body: feedbackUpdate,
    isConditional: true,
    problems: ["reason_required"],
  }),
  reply: endpoint({
    ...named,
    method: "POST",
    path: "/feedback/{id}/replies",
    summary: "Answer a rating; the customer is told of the first answer",
    access: { permission: "update", resource },
    body: replyCreate,
    isConditional: true,
  }),
};
