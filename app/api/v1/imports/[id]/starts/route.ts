import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { importEndpoints } from "@/lib/imports/endpoints";
import { startImport } from "@/lib/imports/mutations";

export const POST = handler(importEndpoints.start, async ({ client, params }) =>
  outcome(await startImport(client, params.id)),
);
