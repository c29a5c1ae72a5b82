import { closingEndpoints } from "@/lib/closings/endpoints";
import { closeOrganization } from "@/lib/closings/mutations";
import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const POST = handler(closingEndpoints.create, async ({ client, orgId, params, body }) =>
  outcome(await closeOrganization(client, orgId, params.id, body)),
);
