import { closingEndpoints } from "@/lib/closings/endpoints";
import { listClosings } from "@/lib/closings/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(closingEndpoints.list, async ({ client }) => list(await listClosings(client)));
