import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { templateEndpoints } from "@/lib/templates/endpoints";
import { listTemplates } from "@/lib/templates/queries";

export const GET = handler(templateEndpoints.list, async ({ client }) => list(await listTemplates(client)));
