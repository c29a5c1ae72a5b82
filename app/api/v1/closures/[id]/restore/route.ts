import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { closureEndpoints } from "@/lib/closures/endpoints";
import { restoreClosure } from "@/lib/closures/mutations";

export const POST = handler(closureEndpoints.restore, async ({ client, params }) =>
  outcome(await restoreClosure(client, params.id)),
);
