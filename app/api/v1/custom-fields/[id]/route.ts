import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { customFieldEndpoints } from "@/lib/custom-fields/endpoints";
import { removeCustomField, updateCustomField } from "@/lib/custom-fields/mutations";
import { getCustomField } from "@/lib/custom-fields/queries";

export const GET = handler(customFieldEndpoints.get, async ({ client, orgId, params }) =>
  record(await getCustomField(client, orgId, params.id)),
);

export const PATCH = handler(customFieldEndpoints.update, async ({ client, orgId, params, expected, body }) =>
  record(await updateCustomField(client, orgId, params.id, expected, body)),
);

export const DELETE = handler(customFieldEndpoints.remove, async ({ client, orgId, params, expected }) =>
  record(await removeCustomField(client, orgId, params.id, expected)),
);
