import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { roleEndpoints } from "@/lib/roles/endpoints";
import { removeRole, updateRole } from "@/lib/roles/mutations";
import { getRole } from "@/lib/roles/queries";

export const GET = handler(roleEndpoints.get, async ({ client, params }) =>
  record(await getRole(client, params.id)),
);

export const PATCH = handler(roleEndpoints.update, async ({ client, params, expected, body }) =>
  record(await updateRole(client, params.id, expected, body)),
);

export const DELETE = handler(roleEndpoints.remove, async ({ client, params, expected }) =>
  record(await removeRole(client, params.id, expected)),
);
