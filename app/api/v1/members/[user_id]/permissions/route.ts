import { outcome, record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { permissionEndpoints } from "@/lib/permissions/endpoints";
import { givePermission } from "@/lib/permissions/mutations";
import { getMemberPermissions } from "@/lib/permissions/queries";

export const GET = handler(permissionEndpoints.ofMember, async ({ client, params }) =>
  record(await getMemberPermissions(client, params.user_id)),
);

export const POST = handler(permissionEndpoints.give, async ({ client, params, body }) =>
  outcome(await givePermission(client, params.user_id, body)),
);
