import { exportEndpoints } from "@/lib/exports/endpoints";
import { createExport } from "@/lib/exports/mutations";
import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const POST = handler(exportEndpoints.create, async ({ client, body }) =>
  outcome(await createExport(client, body)),
);
