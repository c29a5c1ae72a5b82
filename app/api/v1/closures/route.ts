import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { closureEndpoints } from "@/lib/closures/endpoints";
import { createClosure } from "@/lib/closures/mutations";
import { listClosures } from "@/lib/closures/queries";

export const GET = handler(closureEndpoints.list, async ({ client, orgId, query }) =>
  list(await listClosures(client, orgId, query)),
);

export const POST = handler(closureEndpoints.create, async ({ client, body }) =>
  outcome(await createClosure(client, body)),
);
