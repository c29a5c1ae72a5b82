import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { tagEndpoints } from "@/lib/tags/endpoints";
import { createTag } from "@/lib/tags/mutations";
import { listTags } from "@/lib/tags/queries";

export const GET = handler(tagEndpoints.list, async ({ client, orgId, query }) =>
  list(await listTags(client, orgId, query)),
);

export const POST = handler(tagEndpoints.create, async ({ client, body }) =>
  outcome(await createTag(client, body)),
);
