import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { contactEndpoints } from "@/lib/contacts/endpoints";
import { removeContact, updateContact } from "@/lib/contacts/mutations";
import { getContact } from "@/lib/contacts/queries";

export const GET = handler(contactEndpoints.get, async ({ client, orgId, params }) =>
  record(await getContact(client, orgId, params.id)),
);

export const PATCH = handler(contactEndpoints.update, async ({ client, orgId, params, expected, body }) =>
  record(await updateContact(client, orgId, params.id, expected, body)),
);

export const DELETE = handler(contactEndpoints.remove, async ({ client, orgId, params, expected }) =>
  record(await removeContact(client, orgId, params.id, expected)),
);
