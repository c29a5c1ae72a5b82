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
