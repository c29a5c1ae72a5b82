import "server-only";
import { logRequests } from "@/lib/http/gate";
import { log } from "@/lib/log";

/** One answered request, without bodies and without the values of its query. `route` is the template. */
export type RequestLogRow = {
  org_id: string | null;
  /** "user:<id>", null for a stranger. */
  principal: string | null;
  method: string;
  route: string;
  status: number;
  duration_ms: number;
  ip: string | null;
  request_id: string;
  at: string;
};

const FLUSH_AFTER_MS = 1_000;
const BATCH = 200;
/** If the database is away, memory must not fill: the oldest rows are given up and counted. */
const MOST_WAITING = 5_000;

let waiting: RequestLogRow[] = [];
let timer: NodeJS.Timeout | null = null;
let dropped = 0;

/** Never waits for the database: the log must not slow what it describes, and may lose a second in a crash. */
export function recordRequest(row: RequestLogRow): void {
  if (waiting.length >= MOST_WAITING) {
    waiting.shift();
    dropped += 1;
  }
  waiting.push(row);
  if (waiting.length >= BATCH) void flush();
  else timer ??= setTimeout(() => void flush(), FLUSH_AFTER_MS).unref();
}

async function flush(): Promise<void> {
  if (timer) clearTimeout(timer);
  timer = null;
  const rows = waiting;
  waiting = [];
  if (rows.length === 0) return;
  try {
    await logRequests(rows);
  } catch (error) {
    dropped += rows.length;
    log.warn("request_log_lost", { dropped, error });
  }
}
