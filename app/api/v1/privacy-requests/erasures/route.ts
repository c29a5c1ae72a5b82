import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { privacyEndpoints } from "@/lib/privacy/endpoints";
import { erasePerson } from "@/lib/privacy/mutations";

export const POST = handler(privacyEndpoints.erase, async ({ client, body }) =>
  outcome(await erasePerson(client, body)),
);
