import "server-only";
import postgres from "postgres";

export type Sql = postgres.Sql;

/**
 * The worker's own connection: a login role that may execute ops.* functions and read no table. Statements are not
 * prepared by name, so that a transaction pooler may stand between.
 */
export function connectWorker(url: string, name: string): Sql {
  return postgres(url, {
    max: 4,
    prepare: false,
    connect_timeout: 10,
    idle_timeout: 60,
    onnotice: () => undefined,
    connection: { application_name: name },
  });
}

const PROBE_MS = 3_000;

/**
 * Whether a new connection is answered within seconds. Those there are cannot tell: a question on one that is put out
 * while it opens waits in the driver until the database lets somebody in again.
 */
export async function isAnswering({ options }: Sql): Promise<boolean> {
  const own = postgres({ ...(options as object), max: 1, fetch_types: false });
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), PROBE_MS)));
  const asked = own`select 1`.then(
    () => true,
    () => false,
  );
  const isThere = await Promise.race([asked, tooLate]);
  clearTimeout(timer);
  await own.end({ timeout: 0 });
  return isThere;
}
