import { feedbackEndpoints } from "@/lib/feedback/endpoints";
import { updateFeedback } from "@/lib/feedback/mutations";
import { getFeedback } from "@/lib/feedback/queries";
import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(feedbackEndpoints.get, async ({ client, params }) =>
  record(await getFeedback(client, params.id)),
);

export const PATCH = handler(feedbackEndpoints.update, async ({ client, params, expected, body }) =>
  record(await updateFeedback(client, params.id, expected, body)),
);
