import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { importEndpoints } from "@/lib/imports/endpoints";
import { createImport } from "@/lib/imports/mutations";
import { listImports } from "@/lib/imports/queries";

export const GET = handler(importEndpoints.list, async ({ client, query }) =>
  list(await listImports(client, query)),
);

export const POST = handler(importEndpoints.create, async ({ client, body }) =>
  outcome(await createImport(client, body)),
);
