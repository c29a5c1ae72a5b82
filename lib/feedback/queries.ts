import "server-only";
import { z } from "zod";
import {
  feedback,
  feedbackSummary,
  type Feedback,
  type FeedbackSummary,
  type FeedbackSummaryFilters,
  type feedbackListQuery,
} from "@/lib/feedback/schema";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import { id, instant, type Page } from "@/lib/http/fields";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export const toFeedback = (row: unknown): Feedback => feedback.parse(row);

/** Throws 404, also for what is out of the caller's sight. */
export async function getFeedback(client: Client, feedbackId: string): Promise<Feedback> {
  return toFeedback(unwrap(await client.rpc("get_feedback", { id: feedbackId })));
}

const keyOfList = z.object({ given_at: instant, id });

/** Latest first. */
export async function listFeedback(
  client: Client,
  { limit, cursor, ...filters }: z.output<typeof feedbackListQuery>,
): Promise<Page<Feedback>> {
  const after_key = decodeCursor(cursor, keyOfList);
  const answer = await client.rpc("list_feedback", { filters, page_limit: limit + 1, after_key });
  const rows = z.array(feedback).parse(unwrap(answer));
  return pageFrom(
    rows,
    limit,
    ({ given_at, id: feedbackId }) => ({ given_at, id: feedbackId }),
    (row) => row,
  );
}

/** Of the organization, of a resource or of a customer. */
export async function getFeedbackSummary(
  client: Client,
  { resource_id, customer_id }: FeedbackSummaryFilters,
): Promise<FeedbackSummary> {
  const of = { resource_id: nullable(resource_id ?? null), customer_id: nullable(customer_id ?? null) };
  return feedbackSummary.parse(unwrap(await client.rpc("get_feedback_summary", of)));
}
