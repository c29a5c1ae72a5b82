import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { customFieldEndpoints } from "@/lib/custom-fields/endpoints";
import { createCustomField } from "@/lib/custom-fields/mutations";
import { listCustomFields } from "@/lib/custom-fields/queries";

export const GET = handler(customFieldEndpoints.list, async ({ client, orgId, query }) =>
  list(await listCustomFields(client, orgId, query)),
);

export const POST = handler(customFieldEndpoints.create, async ({ client, body }) =>
  outcome(await createCustomField(client, body)),
);
