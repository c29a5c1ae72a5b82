import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { organizationEndpoints } from "@/lib/organizations/endpoints";
import { switchOrganization } from "@/lib/organizations/mutations";

export const POST = handler(organizationEndpoints.switch, async ({ client, params }) =>
  outcome(await switchOrganization(client, params.id)),
);
