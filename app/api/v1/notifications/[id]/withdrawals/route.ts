import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { notificationEndpoints } from "@/lib/notifications/endpoints";
import { withdrawNotification } from "@/lib/notifications/mutations";

export const POST = handler(notificationEndpoints.withdraw, async ({ client, params }) =>
  outcome(await withdrawNotification(client, params.id)),
);
