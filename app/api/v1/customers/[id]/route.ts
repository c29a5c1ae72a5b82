import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { customerEndpoints } from "@/lib/customers/endpoints";
import { removeCustomer, updateCustomer } from "@/lib/customers/mutations";
import { getCustomer } from "@/lib/customers/queries";

export const GET = handler(customerEndpoints.get, async ({ client, orgId, params }) =>
  record(await getCustomer(client, orgId, params.id)),
);

export const PATCH = handler(customerEndpoints.update, async ({ client, orgId, params, expected, body }) =>
  record(await updateCustomer(client, orgId, params.id, expected, body)),
);

export const DELETE = handler(customerEndpoints.remove, async ({ client, orgId, params, expected }) =>
  record(await removeCustomer(client, orgId, params.id, expected)),
);
