import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { roleEndpoints } from "@/lib/roles/endpoints";
import { restoreRole } from "@/lib/roles/mutations";

export const POST = handler(roleEndpoints.restore, async ({ client, params }) =>
  outcome(await restoreRole(client, params.id)),
);
