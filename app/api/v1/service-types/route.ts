import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { serviceTypeEndpoints } from "@/lib/service-types/endpoints";
import { createServiceType } from "@/lib/service-types/mutations";
import { listServiceTypes } from "@/lib/service-types/queries";

export const GET = handler(serviceTypeEndpoints.list, async ({ client, query }) =>
  list(await listServiceTypes(client, query)),
);

export const POST = handler(serviceTypeEndpoints.create, async ({ client, body }) =>
  outcome(await createServiceType(client, body)),
);
