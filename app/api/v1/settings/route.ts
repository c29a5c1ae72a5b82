import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { settingsEndpoints } from "@/lib/settings/endpoints";
import { updateSettings } from "@/lib/settings/mutations";
import { getSettings } from "@/lib/settings/queries";

export const GET = handler(settingsEndpoints.get, async ({ client }) => record(await getSettings(client)));

export const PATCH = handler(settingsEndpoints.update, async ({ client, expected, body }) =>
  record(await updateSettings(client, expected, body)),
);
