import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { crewEndpoints } from "@/lib/crews/endpoints";
import { createCrew } from "@/lib/crews/mutations";
import { listCrews } from "@/lib/crews/queries";

export const GET = handler(crewEndpoints.list, async ({ client, query }) =>
  list(await listCrews(client, query)),
);

export const POST = handler(crewEndpoints.create, async ({ client, body }) =>
  outcome(await createCrew(client, body)),
);
