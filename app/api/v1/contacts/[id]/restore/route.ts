import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { contactEndpoints } from "@/lib/contacts/endpoints";
import { restoreContact } from "@/lib/contacts/mutations";

export const POST = handler(contactEndpoints.restore, async ({ client, params }) =>
  outcome(await restoreContact(client, params.id)),
);
