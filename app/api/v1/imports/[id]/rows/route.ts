import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { importEndpoints } from "@/lib/imports/endpoints";
import { listImportRows } from "@/lib/imports/queries";

export const GET = handler(importEndpoints.rows, async ({ client, orgId, params, query }) =>
  list(await listImportRows(client, orgId, params.id, query)),
);
