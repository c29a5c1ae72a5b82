import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { closureEndpoints } from "@/lib/closures/endpoints";
import { removeClosure, updateClosure } from "@/lib/closures/mutations";
import { getClosure } from "@/lib/closures/queries";

export const GET = handler(closureEndpoints.get, async ({ client, orgId, params }) =>
  record(await getClosure(client, orgId, params.id)),
);

export const PATCH = handler(closureEndpoints.update, async ({ client, orgId, params, expected, body }) =>
  record(await updateClosure(client, orgId, params.id, expected, body)),
);

export const DELETE = handler(closureEndpoints.remove, async ({ client, orgId, params, expected }) =>
  record(await removeClosure(client, orgId, params.id, expected)),
);
