import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { propertyEndpoints } from "@/lib/properties/endpoints";
import { removeProperty, updateProperty } from "@/lib/properties/mutations";
import { getProperty } from "@/lib/properties/queries";

export const GET = handler(propertyEndpoints.get, async ({ client, orgId, params }) =>
  record(await getProperty(client, orgId, params.id)),
);

export const PATCH = handler(propertyEndpoints.update, async ({ client, orgId, params, expected, body }) =>
  record(await updateProperty(client, orgId, params.id, expected, body)),
);

export const DELETE = handler(propertyEndpoints.remove, async ({ client, orgId, params, expected }) =>
  record(await removeProperty(client, orgId, params.id, expected)),
);
