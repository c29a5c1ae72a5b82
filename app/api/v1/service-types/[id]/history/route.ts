import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { serviceTypeEndpoints } from "@/lib/service-types/endpoints";

export const GET = handler(serviceTypeEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "service-types", params.id, query)),
);
