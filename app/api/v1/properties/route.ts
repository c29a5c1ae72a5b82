import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { propertyEndpoints } from "@/lib/properties/endpoints";
import { createProperty } from "@/lib/properties/mutations";
import { listProperties } from "@/lib/properties/queries";

export const GET = handler(propertyEndpoints.list, async ({ client, query }) =>
  list(await listProperties(client, query)),
);

export const POST = handler(propertyEndpoints.create, async ({ client, body }) =>
  outcome(await createProperty(client, body)),
);
