import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { serviceTypeEndpoints } from "@/lib/service-types/endpoints";
import { removeServiceType, updateServiceType } from "@/lib/service-types/mutations";
import { getServiceType } from "@/lib/service-types/queries";

export const GET = handler(serviceTypeEndpoints.get, async ({ client, params }) =>
  record(await getServiceType(client, params.id)),
);

export const PATCH = handler(serviceTypeEndpoints.update, async ({ client, params, expected, body }) =>
  record(await updateServiceType(client, params.id, expected, body)),
);

export const DELETE = handler(serviceTypeEndpoints.remove, async ({ client, params, expected }) =>
  record(await removeServiceType(client, params.id, expected)),
);
