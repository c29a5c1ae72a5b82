import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { serviceTypeEndpoints } from "@/lib/service-types/endpoints";
import { restoreServiceType } from "@/lib/service-types/mutations";

export const POST = handler(serviceTypeEndpoints.restore, async ({ client, params }) =>
  outcome(await restoreServiceType(client, params.id)),
);
