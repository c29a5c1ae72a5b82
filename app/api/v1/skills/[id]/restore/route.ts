import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { skillEndpoints } from "@/lib/skills/endpoints";
import { restoreSkill } from "@/lib/skills/mutations";

export const POST = handler(skillEndpoints.restore, async ({ client, params }) =>
  outcome(await restoreSkill(client, params.id)),
);
