import type postgres from "postgres";
import { log } from "@/lib/log";

/** A committed row of realtime.messages. */
export type Message = {
  id: string;
  topic: string;
  event: string;
  payload: string | null;
  isPrivate: boolean;
};

type Row = {
  position: string;
  id: string;
  topic: string;
  event: string;
  payload: string | null;
  private: boolean;
};

const BATCH = 500;
const LISTENED_MS = 25;
/** With nobody there what comes is thrown away, so that the table stays small. */
const UNHEARD_MS = 1000;

/**
 * Takes what was committed out of the queue, in order, and gives it to `deliver`. One reader at a time: two would
 * overtake each other.
 */
export function followQueue(sql: postgres.Sql, deliver: (message: Message) => void, isHeard: () => boolean) {
  let timer: NodeJS.Timeout | undefined;
  let reading: Promise<void> = Promise.resolve();
  let isStopped = false;
  let isBroken = false;

  const take = async (): Promise<number> => {
    const rows = await sql<Row[]>`
      delete from realtime.callout_queue where position in (
        select q.position from realtime.callout_queue as q order by q.position limit ${BATCH}
      ) returning position, id, topic, event, payload, private`;
    rows.sort((left, right) => Number(left.position) - Number(right.position));
    for (const { private: isPrivate, ...message } of rows) deliver({ ...message, isPrivate });
    return rows.length;
  };
  const round = async (): Promise<void> => {
    try {
      while (!isStopped && (await take()) === BATCH);
      isBroken = false;
    } catch (error) {
      // A database that restarts is met again at the next look; once said is enough.
      if (!isBroken && !isStopped) log.warn("realtime.queue_unreadable", { error: String(error) });
      isBroken = true;
    }
  };
  const read = (): Promise<void> => {
    reading = reading.then(round);
    return reading;
  };
  const pause = () => (isHeard() && !isBroken ? LISTENED_MS : UNHEARD_MS);
  const schedule = (afterMs: number): void => {
    clearTimeout(timer);
    if (isStopped) return;
    timer = setTimeout(() => void read().then(() => schedule(pause())), afterMs);
  };
  schedule(UNHEARD_MS);

  return {
    /** Before somebody is the first to listen: what was sent until now is not for him. */
    async empty(): Promise<void> {
      await read();
      schedule(LISTENED_MS);
    },
    async stop(): Promise<void> {
      isStopped = true;
      clearTimeout(timer);
      await reading;
    },
  };
}
