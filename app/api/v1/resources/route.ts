import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { resourceEndpoints } from "@/lib/resources/endpoints";
import { createResource } from "@/lib/resources/mutations";
import { listResources } from "@/lib/resources/queries";

export const GET = handler(resourceEndpoints.list, async ({ client, query }) =>
  list(await listResources(client, query)),
);

export const POST = handler(resourceEndpoints.create, async ({ client, orgId, body }) =>
  outcome(await createResource(client, orgId, body)),
);
