import { feedbackEndpoints } from "@/lib/feedback/endpoints";
import { listFeedback } from "@/lib/feedback/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(feedbackEndpoints.list, async ({ client, query }) =>
  list(await listFeedback(client, query)),
);
