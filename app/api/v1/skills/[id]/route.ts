import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { skillEndpoints } from "@/lib/skills/endpoints";
import { removeSkill, updateSkill } from "@/lib/skills/mutations";
import { getSkill } from "@/lib/skills/queries";

export const GET = handler(skillEndpoints.get, async ({ client, orgId, params }) =>
  record(await getSkill(client, orgId, params.id)),
);

export const PATCH = handler(skillEndpoints.update, async ({ client, orgId, params, expected, body }) =>
  record(await updateSkill(client, orgId, params.id, expected, body)),
);

export const DELETE = handler(skillEndpoints.remove, async ({ client, orgId, params, expected }) =>
  record(await removeSkill(client, orgId, params.id, expected)),
);
