import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { organizationEndpoints } from "@/lib/organizations/endpoints";
import { createOrganization } from "@/lib/organizations/mutations";
import { listMemberships } from "@/lib/organizations/queries";

export const GET = handler(organizationEndpoints.list, async ({ client }) =>
  list(await listMemberships(client)),
);

export const POST = handler(organizationEndpoints.create, async ({ client, body }) =>
  outcome(await createOrganization(client, body)),
);
