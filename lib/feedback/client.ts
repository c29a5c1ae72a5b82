import type {
  Feedback,
  FeedbackFilters,
  FeedbackSummary,
  FeedbackSummaryFilters,
  FeedbackUpdate,
} from "@/lib/feedback/schema";
import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";

export const feedbackKeys = {
  all: ["feedback"] as const,
  list: (filters: FeedbackFilters) => ["feedback", "list", filters] as const,
  summary: (filters: FeedbackSummaryFilters) => ["feedback", "summary", filters] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchFeedback(
  filters: FeedbackFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<Feedback>> {
  return api(`/feedback${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function fetchFeedbackSummary(
  filters: FeedbackSummaryFilters,
  signal?: AbortSignal,
): Promise<FeedbackSummary> {
  return (await api<{ data: FeedbackSummary }>(`/feedback/summary${queryString(filters)}`, { signal })).data;
}

/** `version` is the one the person saw; somebody else's newer change answers 412 with the row in `current`. */
export async function replyToFeedback(id: string, version: number, body: string): Promise<Feedback> {
  const path = `/feedback/${id}/replies`;
  return (await api<{ data: Feedback }>(path, { method: "POST", body: { body }, ifMatch: version })).data;
}

export async function updateFeedback(id: string, version: number, body: FeedbackUpdate): Promise<Feedback> {
  return (await api<{ data: Feedback }>(`/feedback/${id}`, { method: "PATCH", body, ifMatch: version })).data;
}
