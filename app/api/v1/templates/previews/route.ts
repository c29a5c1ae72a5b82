import { appUrl } from "@/lib/env";
import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { previewMessage } from "@/lib/notifications/queries";
import { templateEndpoints } from "@/lib/templates/endpoints";

export const POST = handler(templateEndpoints.preview, async ({ client, body }) =>
  record(await previewMessage(client, body, appUrl())),
);
