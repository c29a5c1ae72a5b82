import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { todayEndpoints } from "@/lib/today/endpoints";
import { getTodayParts } from "@/lib/today/queries";

export const GET = handler(todayEndpoints.get, async ({ client, query }) =>
  record(await getTodayParts(client, query)),
);
