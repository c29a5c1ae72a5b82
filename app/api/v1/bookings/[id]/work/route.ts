import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { visitWorkEndpoints } from "@/lib/visit-work/endpoints";
import { getVisitWork } from "@/lib/visit-work/queries";

export const GET = handler(visitWorkEndpoints.get, async ({ client, params }) =>
  record(await getVisitWork(client, params.id)),
);
