import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { privacyEndpoints } from "@/lib/privacy/endpoints";
import { copyPerson } from "@/lib/privacy/mutations";

export const POST = handler(privacyEndpoints.copy, async ({ client, body }) =>
  outcome(await copyPerson(client, body)),
);
