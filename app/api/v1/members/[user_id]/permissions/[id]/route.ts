import { nothing } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { permissionEndpoints } from "@/lib/permissions/endpoints";
import { takePermissionBack } from "@/lib/permissions/mutations";

export const DELETE = handler(permissionEndpoints.takeBack, async ({ client, params }) => {
  await takePermissionBack(client, params.user_id, params.id);
  return nothing();
});
