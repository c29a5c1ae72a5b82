import { feedbackEndpoints } from "@/lib/feedback/endpoints";
import { replyToFeedback } from "@/lib/feedback/mutations";
import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const POST = handler(feedbackEndpoints.reply, async ({ client, params, expected, body }) =>
  outcome(await replyToFeedback(client, params.id, expected, body)),
);
