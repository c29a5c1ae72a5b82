import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { customerEndpoints } from "@/lib/customers/endpoints";
import { createCustomer } from "@/lib/customers/mutations";
import { listCustomers } from "@/lib/customers/queries";

export const GET = handler(customerEndpoints.list, async ({ client, query }) =>
  list(await listCustomers(client, query)),
);

export const POST = handler(customerEndpoints.create, async ({ client, orgId, body }) =>
  outcome(await createCustomer(client, orgId, body)),
);
