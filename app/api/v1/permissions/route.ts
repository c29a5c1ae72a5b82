import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { permissionEndpoints } from "@/lib/permissions/endpoints";
import { getPermissions } from "@/lib/permissions/queries";

export const GET = handler(permissionEndpoints.overview, async ({ client }) =>
  record(await getPermissions(client)),
);
