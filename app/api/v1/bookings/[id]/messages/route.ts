import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { notificationEndpoints } from "@/lib/notifications/endpoints";
import { sendMessage } from "@/lib/notifications/mutations";

export const POST = handler(notificationEndpoints.create, async ({ client, params, body }) =>
  outcome(await sendMessage(client, params.id, body)),
);
