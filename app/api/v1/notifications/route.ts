import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { notificationEndpoints } from "@/lib/notifications/endpoints";
import { listNotifications } from "@/lib/notifications/queries";

export const GET = handler(notificationEndpoints.list, async ({ client, query }) =>
  list(await listNotifications(client, query)),
);
