import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { notificationEndpoints } from "@/lib/notifications/endpoints";
import { retryNotification } from "@/lib/notifications/mutations";

export const POST = handler(notificationEndpoints.retry, async ({ client, params }) =>
  outcome(await retryNotification(client, params.id)),
);
