import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { skillEndpoints } from "@/lib/skills/endpoints";
import { createSkill } from "@/lib/skills/mutations";
import { listSkills } from "@/lib/skills/queries";

export const GET = handler(skillEndpoints.list, async ({ client, orgId, query }) =>
  list(await listSkills(client, orgId, query)),
);

export const POST = handler(skillEndpoints.create, async ({ client, body }) =>
  outcome(await createSkill(client, body)),
);
