import { createClient } from "@supabase/supabase-js";
import type { RealtimeChannel, SupabaseClient } from "@supabase/supabase-js";
import ws from "ws";
import type { Target } from "./target";

export type Received = { event: string; payload: Record<string, unknown>; meta?: { id?: string } };

/** What a channel came to: its states in order, what it heard, and the server's words on it. */
export type Listener = {
  channel: RealtimeChannel;
  states: string[];
  errors: string[];
  heard: Received[];
  system: { status: string; message: string }[];
};

export type Account = { client: SupabaseClient; use(token: string | undefined): Promise<void> };

type AccountOptions = { token?: string; url?: string; vsn?: string; key?: string };

/** supabase-js as a browser uses it, whose access token the test can exchange. */
export function openAccount(target: Target, options: AccountOptions = {}): Account {
  let { token } = options;
  const client = createClient(options.url ?? target.url, options.key ?? target.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    realtime: {
      transport: ws as unknown as typeof WebSocket,
      reconnectAfterMs: () => 100,
      ...(options.vsn ? { vsn: options.vsn } : {}),
    },
    accessToken: async () => token ?? null,
  });
  return {
    client,
    async use(next) {
      token = next;
      await client.realtime.setAuth();
    },
  };
}

type JoinOptions = { isPrivate?: boolean; self?: boolean; ack?: boolean };

/** Joins and waits for the first word on it, whatever it is. */
export async function join(account: Account, topic: string, options: JoinOptions = {}): Promise<Listener> {
  const { isPrivate = true, self = false, ack = false } = options;
  await account.client.realtime.setAuth();
  const broadcast = { self, ack, replication_ready: true };
  const channel = account.client.channel(topic, { config: { private: isPrivate, broadcast } });
  const listener: Listener = { channel, states: [], errors: [], heard: [], system: [] };
  channel.on("broadcast", { event: "*" }, (message) => listener.heard.push(message as unknown as Received));
  channel.on("system", {}, (message: Listener["system"][number]) => listener.system.push(message));
  channel.subscribe((state, error) => {
    listener.states.push(state);
    if (error) listener.errors.push(error.message);
  });
  await until(() => listener.states.length > 0);
  // A hosted project starts to follow its database with the first channel and says when it does.
  if (listener.states[0] === "SUBSCRIBED") await until(() => listener.system.length > 0);
  return listener;
}

export async function until(holds: () => boolean, timeoutMs = 10_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`Not within ${timeoutMs} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Long enough for what must not come to have come. */
export const settle = () => new Promise((resolve) => setTimeout(resolve, 300));

/** Policies on realtime.messages for topics of these tests, each under a name nobody else uses. */
export async function createTopics({ sql }: Target): Promise<void> {
  await dropTopics({ sql });
  await sql.unsafe(`
    create policy contract_messages_select on realtime.messages for select to authenticated using (
      extension = 'broadcast' and realtime.topic() = any (array[
        'contract:' || (auth.jwt() ->> 'org_id') || ':read', 'contract:' || (auth.jwt() ->> 'org_id') || ':write'
      ])
    );
    create policy contract_messages_insert on realtime.messages for insert to authenticated with check (
      extension = 'broadcast' and realtime.topic() = 'contract:' || (auth.jwt() ->> 'org_id') || ':write'
    );
  `);
}

export async function dropTopics({ sql }: Pick<Target, "sql">): Promise<void> {
  await sql.unsafe(`
    drop policy if exists contract_messages_select on realtime.messages;
    drop policy if exists contract_messages_insert on realtime.messages;
  `);
}
