import "server-only";
import { AppError } from "@/lib/errors";
import { takeRate } from "@/lib/http/gate";
import { log } from "@/lib/log";

/** 30 refused credentials in a minute from one address, then one every two seconds. */
const LIMIT = 30;
const PERIOD_S = 60;
const MOST_REMEMBERED = 10_000;

/** Until when (ms) an address is refused without asking the database again. */
const blockedUntil = new Map<string, number>();

/**
 * Counted by address, never by what was presented: else anyone could lock out a key whose prefix he knows. Only
 * refused credentials count, so people behind one address who are signed in notice nothing; a request without
 * credentials guesses nothing and is not counted.
 */
export async function countFailedAuthentication(ip: string | null): Promise<void> {
  const bucket = ip ?? "unknown";
  const blockedMs = (blockedUntil.get(bucket) ?? 0) - Date.now();
  if (blockedMs > 0) throw tooMany(Math.ceil(blockedMs / 1000));
  const retryAfterS = await takeRate(`failed_authentication:${bucket}`, LIMIT, PERIOD_S, LIMIT).catch(
    (error: unknown) => {
      // A limit that can't be counted must not turn "not signed in" into an outage.
      log.warn("failed_authentication_uncounted", { error });
      return null;
    },
  );
  if (retryAfterS === null) return;
  remember(bucket, Date.now() + retryAfterS * 1000);
  throw tooMany(retryAfterS);
}

function remember(bucket: string, until: number): void {
  if (blockedUntil.size >= MOST_REMEMBERED) blockedUntil.clear();
  blockedUntil.set(bucket, until);
}

function tooMany(retryAfterS: number): AppError {
  return new AppError("rate_limited", "Too many refused attempts. Please wait.", { retryAfterS });
}
