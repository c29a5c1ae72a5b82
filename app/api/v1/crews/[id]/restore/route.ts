import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { crewEndpoints } from "@/lib/crews/endpoints";
import { restoreCrew } from "@/lib/crews/mutations";

export const POST = handler(crewEndpoints.restore, async ({ client, params }) =>
  outcome(await restoreCrew(client, params.id)),
);
