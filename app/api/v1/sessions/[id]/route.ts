import { nothing } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { sessionEndpoints } from "@/lib/sessions/endpoints";
import { endSession } from "@/lib/sessions/mutations";

export const DELETE = handler(sessionEndpoints.remove, async ({ client, params }) => {
  await endSession(client, params.id);
  return nothing();
});
