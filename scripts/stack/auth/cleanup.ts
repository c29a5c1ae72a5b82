import { log } from "@/lib/log";
import type { AuthContext } from "./context";
import { asAuthAdmin } from "./database";
import { faultOf } from "./errors";

const EVERY = 100;
const BATCH = 1000;

/**
 * GoTrue's housekeeping: with every hundredth session started or refreshed, rows that can no longer be used go, a
 * thousand at a time. A replaced refresh token is kept for a day, so that its theft is noticed that long.
 */
export function createCleanup(): (context: AuthContext) => void {
  let count = 0;
  return (context) => {
    count += 1;
    if (count % EVERY !== 0) return;
    clean(context).catch((error: unknown) => log.warn("auth.cleanup_failed", faultOf(error)));
  };
}

async function clean({ sql, config }: AuthContext): Promise<void> {
  const { sessionTimeboxS: timeboxS, sessionInactivityS: inactivityS } = config;
  await asAuthAdmin(sql, async (transaction) => {
    await transaction`
      delete from auth.refresh_tokens where id in (
        select id from auth.refresh_tokens where revoked and updated_at < now() - interval '1 day'
        limit ${BATCH} for update skip locked)`;
    await transaction`
      delete from auth.flow_state where id in (
        select id from auth.flow_state where created_at < now() - interval '1 day'
        limit ${BATCH} for update skip locked)`;
    await transaction`
      delete from auth.mfa_challenges where id in (
        select id from auth.mfa_challenges where created_at < now() - interval '1 day'
        limit ${BATCH} for update skip locked)`;
    await transaction`
      delete from auth.sessions where id in (
        select id from auth.sessions
        where not_after < now() - interval '1 day'
          or (${timeboxS} > 0 and created_at < now() - make_interval(secs => ${timeboxS}) - interval '1 day')
          or (${inactivityS} > 0 and coalesce(refreshed_at at time zone 'utc', created_at)
            < now() - make_interval(secs => ${inactivityS}) - interval '1 day')
        limit ${BATCH} for update skip locked)`;
    await transaction`
      delete from auth.audit_log_entries where id in (
        select id from auth.audit_log_entries where created_at < now() - interval '90 days' limit ${BATCH})`;
  });
}
