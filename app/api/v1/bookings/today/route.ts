import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { todayEndpoints } from "@/lib/today/endpoints";
import { getToday } from "@/lib/today/queries";

export const GET = handler(todayEndpoints.get, async ({ client }) => record(await getToday(client)));
