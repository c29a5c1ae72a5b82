import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { tagEndpoints } from "@/lib/tags/endpoints";
import { restoreTag } from "@/lib/tags/mutations";

export const POST = handler(tagEndpoints.restore, async ({ client, params }) =>
  outcome(await restoreTag(client, params.id)),
);
