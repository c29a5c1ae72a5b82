import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { skillEndpoints } from "@/lib/skills/endpoints";

export const GET = handler(skillEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "skills", params.id, query)),
);
