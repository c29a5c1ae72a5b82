import { holdEndpoints } from "@/lib/holds/endpoints";
import { createHold } from "@/lib/holds/mutations";
import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const POST = handler(holdEndpoints.create, async ({ client, body }) =>
  outcome(await createHold(client, body)),
);
