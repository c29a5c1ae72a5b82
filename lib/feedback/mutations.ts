import "server-only";
import type { z } from "zod";
import { getFeedback, toFeedback } from "@/lib/feedback/queries";
import type { Feedback, feedbackUpdate, replyCreate } from "@/lib/feedback/schema";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** `expected` is the version the caller saw, null for any. The customer is told of a first reply. */
export async function replyToFeedback(
  client: Client,
  id: string,
  expected: number | null,
  { body }: z.output<typeof replyCreate>,
): Promise<Outcome<Feedback>> {
  const payload = { id, expected_version: expected, body };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("reply_to_feedback", { payload })),
    () => getFeedback(client, id),
  );
  return outcomeFrom(answer, toFeedback);
}

export async function updateFeedback(
  client: Client,
  id: string,
  expected: number | null,
  body: z.output<typeof feedbackUpdate>,
): Promise<Feedback> {
  const call = { id, expected_version: nullable(expected), changes: body };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("update_feedback", call)),
    () => getFeedback(client, id),
  );
  return rowFrom(answer, toFeedback);
}
