import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { customFieldEndpoints } from "@/lib/custom-fields/endpoints";
import { getCustomFieldUsage } from "@/lib/custom-fields/queries";

export const GET = handler(customFieldEndpoints.usage, async ({ client, params }) =>
  record(await getCustomFieldUsage(client, params.id)),
);
