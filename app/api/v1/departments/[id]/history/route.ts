import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { departmentEndpoints } from "@/lib/departments/endpoints";

export const GET = handler(departmentEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "departments", params.id, query)),
);
