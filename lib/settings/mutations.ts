import "server-only";
import type { z } from "zod";
import { rowFrom, withCurrent } from "@/lib/http/writing";
import { getNumbering, getSettings, toNumbering, toSettings } from "@/lib/settings/queries";
import type { Numbering, numberingUpdate, Settings, settingsUpdate } from "@/lib/settings/schema";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function updateSettings(
  client: Client,
  expected: number | null,
  body: z.output<typeof settingsUpdate>,
): Promise<Settings> {
  const call = { expected_version: nullable(expected), changes: body };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("update_settings", call)),
    () => getSettings(client),
  );
  return rowFrom(answer, toSettings);
}

export async function updateNumbering(
  client: Client,
  expected: number | null,
  body: z.output<typeof numberingUpdate>,
): Promise<Numbering> {
  const call = { expected_version: nullable(expected), changes: body };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("update_numbering", call)),
    () => getNumbering(client),
  );
  return rowFrom(answer, toNumbering);
}
