import { handler } from "@/lib/http/handler";
import { searchEndpoints } from "@/lib/search/endpoints";
import { searchAll } from "@/lib/search/queries";

export const GET = handler(searchEndpoints.search, async ({ client, query }) => ({
  status: 200,
  body: await searchAll(client, query),
}));
