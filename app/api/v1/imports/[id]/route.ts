import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { importEndpoints } from "@/lib/imports/endpoints";
import { updateImport } from "@/lib/imports/mutations";
import { getImport } from "@/lib/imports/queries";

export const GET = handler(importEndpoints.get, async ({ client, params }) => {
  // The counts rise without a new version while rows are judged and written: an ETag would hide them.
  const { version: _, ...answer } = record(await getImport(client, params.id));
  return answer;
});

export const PATCH = handler(importEndpoints.update, async ({ client, params, expected, body }) =>
  record(await updateImport(client, params.id, expected, body)),
);
