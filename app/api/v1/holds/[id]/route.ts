import { holdEndpoints } from "@/lib/holds/endpoints";
import { releaseHold } from "@/lib/holds/mutations";
import { nothing } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const DELETE = handler(holdEndpoints.release, async ({ client, params }) => {
  await releaseHold(client, params.id);
  return nothing();
});
