import "server-only";
import { device, type Device } from "@/lib/devices/schema";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom } from "@/lib/http/writing";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

const toDevice = (row: unknown): Device => device.parse(row);

export async function revokeDevice(client: Client, id: string): Promise<Outcome<Device>> {
  return outcomeFrom(unwrap(await client.rpc("revoke_device", { payload: { id } })), toDevice);
}

export async function restoreDevice(client: Client, id: string): Promise<Outcome<Device>> {
  return outcomeFrom(unwrap(await client.rpc("restore_device", { payload: { id } })), toDevice);
}
