import { appUrl } from "@/lib/env";
import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { templateEndpoints } from "@/lib/templates/endpoints";
import { previewTemplate } from "@/lib/templates/queries";

export const POST = handler(templateEndpoints.preview, async ({ client, body }) =>
  record(await previewTemplate(client, body, appUrl())),
);
