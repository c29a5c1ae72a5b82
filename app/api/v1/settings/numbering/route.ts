import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { settingsEndpoints } from "@/lib/settings/endpoints";
import { updateNumbering } from "@/lib/settings/mutations";
import { getNumbering } from "@/lib/settings/queries";

export const GET = handler(settingsEndpoints.getNumbering, async ({ client }) =>
  record(await getNumbering(client)),
);

export const PATCH = handler(settingsEndpoints.updateNumbering, async ({ client, expected, body }) =>
  record(await updateNumbering(client, expected, body)),
);
