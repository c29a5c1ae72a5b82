import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { customFieldEndpoints } from "@/lib/custom-fields/endpoints";

export const GET = handler(customFieldEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "custom-fields", params.id, query)),
);
