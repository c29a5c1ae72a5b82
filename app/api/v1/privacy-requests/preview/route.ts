import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { privacyEndpoints } from "@/lib/privacy/endpoints";
import { previewPerson } from "@/lib/privacy/queries";

export const GET = handler(privacyEndpoints.preview, async ({ client, query }) =>
  record(await previewPerson(client, query.kind, query.id)),
);
