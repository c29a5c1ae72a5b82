import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { privacyEndpoints } from "@/lib/privacy/endpoints";
import { exportPerson } from "@/lib/privacy/mutations";

export const POST = handler(privacyEndpoints.export, async ({ client, body }) =>
  outcome(await exportPerson(client, body)),
);
