import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { resourceEndpoints } from "@/lib/resources/endpoints";
import { restoreResource } from "@/lib/resources/mutations";

export const POST = handler(resourceEndpoints.restore, async ({ client, params }) =>
  outcome(await restoreResource(client, params.id)),
);
