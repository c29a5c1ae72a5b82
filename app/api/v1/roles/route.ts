import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { roleEndpoints } from "@/lib/roles/endpoints";
import { createRole } from "@/lib/roles/mutations";
import { listRoles } from "@/lib/roles/queries";

export const GET = handler(roleEndpoints.list, async ({ client, query }) =>
  list(await listRoles(client, query)),
);

export const POST = handler(roleEndpoints.create, async ({ client, body }) =>
  outcome(await createRole(client, body)),
);
