import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { templateEndpoints } from "@/lib/templates/endpoints";
import { resetTemplate, updateTemplate } from "@/lib/templates/mutations";
import { getTemplate } from "@/lib/templates/queries";

export const GET = handler(templateEndpoints.get, async ({ client, params }) =>
  record(await getTemplate(client, params.id)),
);

export const PATCH = handler(templateEndpoints.update, async ({ client, params, expected, body }) =>
  record(await updateTemplate(client, params.id, expected, body)),
);

export const DELETE = handler(templateEndpoints.remove, async ({ client, params, expected }) =>
  record(await resetTemplate(client, params.id, expected)),
);
