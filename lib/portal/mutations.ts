import "server-only";
import { z } from "zod";
import type { actionBodies, PortalAction } from "@/lib/portal/schema";
import { codeAnswer } from "@/lib/portal/schema";
import type { Json } from "@/lib/supabase/database.types";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

type Bodies = { [Action in PortalAction]: z.output<(typeof actionBodies)[Action]> };

const CALLS: Record<PortalAction, (client: Client, payload: Json) => Promise<unknown>> = {
  seen: async (client) => unwrap(await client.rpc("portal_seen")),
  confirm: async (client, payload) => unwrap(await client.rpc("portal_confirm", { payload })),
  hold: async (client, payload) => unwrap(await client.rpc("portal_hold", { payload })),
  reschedule: async (client, payload) => unwrap(await client.rpc("portal_reschedule", { payload })),
  cancel: async (client, payload) => unwrap(await client.rpc("portal_cancel", { payload })),
  message: async (client, payload) => unwrap(await client.rpc("portal_message", { payload })),
  feedback: async (client, payload) => unwrap(await client.rpc("portal_feedback", { payload })),
  code: async (client, payload) => codeAnswer.parse(unwrap(await client.rpc("portal_code", { payload }))),
};

/** Does one thing of the link that `client` speaks for; the same op_id twice does it once and answers the same. */
export async function actOnPortal<Action extends PortalAction>(
  client: Client,
  action: Action,
  body: Bodies[Action],
): Promise<object> {
  const answer = await CALLS[action](client, body);
  return z.looseObject({}).parse(answer ?? {});
}
