import "server-only";
import type { z } from "zod";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom } from "@/lib/http/writing";
import { notification, type messageCreate, type Notification } from "@/lib/notifications/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

const toNotification = (data: unknown): Notification => notification.parse(data);

export async function withdrawNotification(client: Client, id: string): Promise<Outcome<Notification>> {
  return outcomeFrom(unwrap(await client.rpc("withdraw_notification", { payload: { id } })), toNotification);
}

export async function retryNotification(client: Client, id: string): Promise<Outcome<Notification>> {
  return outcomeFrom(unwrap(await client.rpc("retry_notification", { payload: { id } })), toNotification);
}

export async function sendMessage(
  client: Client,
  bookingId: string,
  body: z.output<typeof messageCreate>,
): Promise<Outcome<Notification>> {
  const payload = { booking_id: bookingId, ...body };
  return outcomeFrom(unwrap(await client.rpc("send_message", { payload })), toNotification);
}
