import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { organizationEndpoints } from "@/lib/organizations/endpoints";
import { updateOrganization } from "@/lib/organizations/mutations";
import { getOrganization } from "@/lib/organizations/queries";

export const GET = handler(organizationEndpoints.get, async ({ client, params }) =>
  record(await getOrganization(client, params.id)),
);

export const PATCH = handler(organizationEndpoints.update, async ({ client, params, expected, body }) =>
  record(await updateOrganization(client, params.id, expected, body)),
);
