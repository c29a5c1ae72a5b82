import { handler } from "@/lib/http/handler";
import { slotEndpoints } from "@/lib/slots/endpoints";
import { findSlots } from "@/lib/slots/queries";

export const GET = handler(slotEndpoints.list, async ({ client, query }) => ({
  status: 200,
  body: await findSlots(client, query),
}));
