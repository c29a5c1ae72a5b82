import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { privacyEndpoints } from "@/lib/privacy/endpoints";
import { listPrivacyRequests } from "@/lib/privacy/queries";

export const GET = handler(privacyEndpoints.list, async ({ client, orgId, query }) =>
  list(await listPrivacyRequests(client, orgId, query)),
);
