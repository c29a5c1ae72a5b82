import { closingEndpoints } from "@/lib/closings/endpoints";
import { reopenOrganization } from "@/lib/closings/mutations";
import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const POST = handler(closingEndpoints.reopen, async ({ client, params }) =>
  outcome(await reopenOrganization(client, params.id)),
);
