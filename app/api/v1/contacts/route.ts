import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { contactEndpoints } from "@/lib/contacts/endpoints";
import { createContact } from "@/lib/contacts/mutations";
import { listContacts } from "@/lib/contacts/queries";

export const GET = handler(contactEndpoints.list, async ({ client, orgId, query }) =>
  list(await listContacts(client, orgId, query)),
);

export const POST = handler(contactEndpoints.create, async ({ client, orgId, body }) =>
  outcome(await createContact(client, orgId, body)),
);
