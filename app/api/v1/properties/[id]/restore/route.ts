import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { propertyEndpoints } from "@/lib/properties/endpoints";
import { restoreProperty } from "@/lib/properties/mutations";

export const POST = handler(propertyEndpoints.restore, async ({ client, params }) =>
  outcome(await restoreProperty(client, params.id)),
);
