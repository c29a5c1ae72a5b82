import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { meEndpoints } from "@/lib/me/endpoints";
import { updateMe } from "@/lib/me/mutations";
import { getMe } from "@/lib/me/queries";

export const GET = handler(meEndpoints.get, async ({ client }) => record(await getMe(client)));

export const PATCH = handler(meEndpoints.update, async ({ client, principal, orgId, expected, body }) =>
  record(await updateMe(client, { userId: principal.userId, orgId }, expected, body)),
);
