import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { organizationEndpoints } from "@/lib/organizations/endpoints";
import { leaveOrganization } from "@/lib/organizations/mutations";

export const POST = handler(organizationEndpoints.leave, async ({ client, principal, orgId, params }) =>
  outcome(await leaveOrganization(client, { userId: principal.userId, orgId }, params.id)),
);
