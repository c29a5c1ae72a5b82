import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { tagEndpoints } from "@/lib/tags/endpoints";
import { removeTag, updateTag } from "@/lib/tags/mutations";
import { getTag } from "@/lib/tags/queries";

export const GET = handler(tagEndpoints.get, async ({ client, orgId, params }) =>
  record(await getTag(client, orgId, params.id)),
);

export const PATCH = handler(tagEndpoints.update, async ({ client, orgId, params, expected, body }) =>
  record(await updateTag(client, orgId, params.id, expected, body)),
);

export const DELETE = handler(tagEndpoints.remove, async ({ client, orgId, params, expected }) =>
  record(await removeTag(client, orgId, params.id, expected)),
);
