import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { resourceEndpoints } from "@/lib/resources/endpoints";
import { removeResource, updateResource } from "@/lib/resources/mutations";
import { getResource } from "@/lib/resources/queries";

export const GET = handler(resourceEndpoints.get, async ({ client, params }) =>
  record(await getResource(client, params.id)),
);

export const PATCH = handler(resourceEndpoints.update, async ({ client, orgId, params, expected, body }) =>
  record(await updateResource(client, orgId, params.id, expected, body)),
);

export const DELETE = handler(resourceEndpoints.remove, async ({ client, params, expected }) =>
  record(await removeResource(client, params.id, expected)),
);
