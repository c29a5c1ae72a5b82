import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { savedViewEndpoints } from "@/lib/saved-views/endpoints";
import { createSavedView } from "@/lib/saved-views/mutations";
import { listSavedViews } from "@/lib/saved-views/queries";

export const GET = handler(savedViewEndpoints.list, async ({ client, orgId, principal, query }) =>
  list(await listSavedViews(client, { orgId, userId: principal.userId }, query)),
);

export const POST = handler(savedViewEndpoints.create, async ({ client, orgId, principal, body }) =>
  outcome(await createSavedView(client, { orgId, userId: principal.userId }, body)),
);
