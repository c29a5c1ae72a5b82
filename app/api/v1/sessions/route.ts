import { handler } from "@/lib/http/handler";
import { sessionEndpoints } from "@/lib/sessions/endpoints";
import { listSessions } from "@/lib/sessions/queries";

export const GET = handler(sessionEndpoints.list, async ({ client }) => ({
  status: 200,
  body: { data: await listSessions(client) },
}));
