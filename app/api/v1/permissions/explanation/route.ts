import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { permissionEndpoints } from "@/lib/permissions/endpoints";
import { explainPermission } from "@/lib/permissions/queries";

export const GET = handler(permissionEndpoints.explain, async ({ client, query }) =>
  record(await explainPermission(client, query)),
);
