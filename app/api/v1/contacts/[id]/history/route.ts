import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { contactEndpoints } from "@/lib/contacts/endpoints";

export const GET = handler(contactEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "contacts", params.id, query)),
);
