import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { customerTagEndpoints } from "@/lib/tags/endpoints";
import { setCustomerTags } from "@/lib/tags/mutations";
import { getCustomerTags } from "@/lib/tags/queries";

export const GET = handler(customerTagEndpoints.get, async ({ client, orgId, params }) =>
  record(await getCustomerTags(client, orgId, params.id)),
);

export const PATCH = handler(customerTagEndpoints.update, async ({ client, orgId, params, expected, body }) =>
  record(await setCustomerTags(client, orgId, params.id, expected, body)),
);
