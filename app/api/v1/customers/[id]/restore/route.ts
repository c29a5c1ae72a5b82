import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { customerEndpoints } from "@/lib/customers/endpoints";
import { restoreCustomer } from "@/lib/customers/mutations";

export const POST = handler(customerEndpoints.restore, async ({ client, params }) =>
  outcome(await restoreCustomer(client, params.id)),
);
