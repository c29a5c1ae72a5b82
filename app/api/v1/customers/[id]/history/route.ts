import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { customerEndpoints } from "@/lib/customers/endpoints";

export const GET = handler(customerEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "customers", params.id, query)),
);
