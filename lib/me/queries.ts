import "server-only";
import { me, profile, type Me, type Profile } from "@/lib/me/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export const PROFILE_COLUMNS = "id, email, name, phone, locale, time_zone, version";

export function toProfile(row: unknown): Profile {
  return profile.parse(row);
}

export async function getMe(client: Client): Promise<Me> {
  return me.parse(unwrap(await client.rpc("get_me")));
}

export async function findProfile(client: Client, userId: string): Promise<Profile | null> {
  const row = unwrap(await client.from("profiles").select(PROFILE_COLUMNS).eq("id", userId).maybeSingle());
  return row ? toProfile(row) : null;
}
