import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { permissionEndpoints } from "@/lib/permissions/endpoints";
import { listHolders } from "@/lib/permissions/queries";

export const GET = handler(permissionEndpoints.holders, async ({ client, query }) =>
  record(await listHolders(client, query)),
);
