import { feedbackEndpoints } from "@/lib/feedback/endpoints";
import { getFeedbackSummary } from "@/lib/feedback/queries";
import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(feedbackEndpoints.summary, async ({ client, query }) =>
  record(await getFeedbackSummary(client, query)),
);
