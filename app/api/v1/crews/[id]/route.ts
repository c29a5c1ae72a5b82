import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { crewEndpoints } from "@/lib/crews/endpoints";
import { removeCrew, updateCrew } from "@/lib/crews/mutations";
import { getCrew } from "@/lib/crews/queries";

export const GET = handler(crewEndpoints.get, async ({ client, params }) =>
  record(await getCrew(client, params.id)),
);

export const PATCH = handler(crewEndpoints.update, async ({ client, params, expected, body }) =>
  record(await updateCrew(client, params.id, expected, body)),
);

export const DELETE = handler(crewEndpoints.remove, async ({ client, params, expected }) =>
  record(await removeCrew(client, params.id, expected)),
);
