import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { retentionEndpoints } from "@/lib/retention/endpoints";
import { getRetention } from "@/lib/retention/queries";

export const GET = handler(retentionEndpoints.get, async ({ client, query }) =>
  record(await getRetention(client, query)),
);
