import { asIdentity } from "@/tests/support/database";
import type { Identity, Sql } from "@/tests/support/database";
import type { Planning } from "./planning";

const worker: Identity = { name: "worker", role: "callout_worker", claims: null };

export type Due = {
  event: string;
  to: string;
  message_id: string;
  locale: string;
  subject: string;
  customer: string | null;
  plan: { from: number; to: number } | { on: string } | null;
  old_plan: { from: number; to: number } | null;
  minutes: number | null;
  token: string | null;
  code: string | null;
  message: string | null;
  reason: string | null;
  instructions: string | null;
  next_plan: { from: number; to: number } | null;
};

export type Message = { id: string; event: string; status: string; reason: string | null; attempts: number };

export type Messaging = {
  /** Relays what happened; office changes wait so many seconds. */
  relay: (holdS?: number) => Promise<number>;
  /** Of a visit, the earliest first. */
  messages: (visit: { id: string }) => Promise<Message[]>;
  /** What the worker gets for a message. */
  due: (message: { id: string }) => Promise<Due | null>;
  sent: (message: { id: string }, error?: string | null, isPermanent?: boolean) => Promise<boolean>;
  /** Relays without a hold and sends what waits, as a worker does; answers what left. */
  sendAll: (visit: { id: string }) => Promise<Due[]>;
};

export function messagingOf({ sql, orgId }: Pick<Planning, "sql" | "orgId">): Messaging {
  const asWorker = async <T>(statement: string, values: unknown[]): Promise<T> => {
    const [row] = await asIdentity(sql, worker, (tx) => tx.unsafe(statement, values as string[]), {
      commit: true,
    });
    return row?.value as T;
  };
  const relay: Messaging["relay"] = (holdS = 0) =>
    asWorker("select ops.relay_outbox(1000, $1) as value", [holdS]);
  const messages: Messaging["messages"] = (visit) => messagesOf(sql, orgId, visit.id);
  const due: Messaging["due"] = ({ id }) =>
    asWorker("select ops.notification_mail($1, $2, 'mail.test') as value", [orgId, id]);
  const sent: Messaging["sent"] = ({ id }, error = null, isPermanent = false) =>
    asWorker("select ops.notification_sent($1, $2, 'Subject', $3, $4) as value", [
      orgId,
      id,
      error,
      isPermanent,
    ]);
  const sendAll: Messaging["sendAll"] = async (visit) => {
    await relay();
    const left: Due[] = [];
    for (const message of await messages(visit)) {
      const mail = message.status === "waiting" ? await due(message) : null;
      if (!mail) continue;
      left.push(mail);
      await sent(message);
    }
    return left;
  };
  return { relay, messages, due, sent, sendAll };
}

async function messagesOf(sql: Sql, orgId: string, visitId: string): Promise<Message[]> {
  const rows = await sql<Message[]>`
    select n.id, n.event, n.status, i.withdrawn_reason as reason, n.attempts
    from public.notifications as n
    join public.notification_intents as i on i.org_id = n.org_id and i.id = n.intent_id
    where n.org_id = ${orgId} and i.booking_id = ${visitId}
    order by n.created_at, n.id`;
  return [...rows];
}

/** Seconds of the epoch, as plans name them. */
export const epoch = (instant: string): number => Date.parse(instant) / 1000;
