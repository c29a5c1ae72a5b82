import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { customFieldEndpoints } from "@/lib/custom-fields/endpoints";
import { restoreCustomField } from "@/lib/custom-fields/mutations";

export const POST = handler(customFieldEndpoints.restore, async ({ client, params }) =>
  outcome(await restoreCustomField(client, params.id)),
);
