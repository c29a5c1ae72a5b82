import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { savedViewEndpoints } from "@/lib/saved-views/endpoints";
import { removeSavedView, updateSavedView } from "@/lib/saved-views/mutations";

export const PATCH = handler(savedViewEndpoints.update, async ({ client, orgId, principal, ...call }) =>
  record(
    await updateSavedView(
      client,
      { orgId, userId: principal.userId },
      call.params.id,
      call.expected,
      call.body,
    ),
  ),
);

export const DELETE = handler(savedViewEndpoints.remove, async ({ client, orgId, principal, ...call }) =>
  record(await removeSavedView(client, { orgId, userId: principal.userId }, call.params.id, call.expected)),
);
