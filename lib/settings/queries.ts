import "server-only";
import { numbering, settings, type Numbering, type Settings } from "@/lib/settings/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export function toSettings(data: unknown): Settings {
  return settings.parse(data);
}

export async function getSettings(client: Client): Promise<Settings> {
  return toSettings(unwrap(await client.rpc("get_settings")));
}

export function toNumbering(data: unknown): Numbering {
  return numbering.parse(data);
}

export async function getNumbering(client: Client): Promise<Numbering> {
  return toNumbering(unwrap(await client.rpc("get_numbering")));
}
