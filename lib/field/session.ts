import { readSessionCookie } from "@/lib/supabase/cookie";
import { readLink } from "./link";
import { listAccounts, rememberAccount } from "./registry";
import type { Account } from "./registry";
import { openStore, summarizeUnsent } from "./store";

/** What this browser's session says of itself. Nothing is verified: the office does that with each call. */
export type Claims = { userId: string; orgId: string | null };

/** Who works on this phone. `isSignedIn` is false where the office did not renew the session: work goes on, unsent. */
export type Resolved =
  | { kind: "account"; account: Account; isSignedIn: boolean }
  | { kind: "signed_out"; unsent: number }
  | { kind: "no_organization" };

function readCookie(name: string): string | undefined {
  const prefix = `${name}=`;
  const pair = document.cookie.split("; ").find((each) => each.startsWith(prefix));
  return pair ? decodeURIComponent(pair.slice(prefix.length)) : undefined;
}

/** An expired token still says whose phone this is: without signal that is all there is to know. */
export function readClaims(): Claims | null {
  const stored = readSessionCookie(readCookie);
  const body = stored?.accessToken.split(".")[1];
  if (!body) return null;
  try {
    const claims = JSON.parse(atob(body.replaceAll("-", "+").replaceAll("_", "/"))) as Record<
      string,
      unknown
    >;
    if (typeof claims.sub !== "string") return null;
    return { userId: claims.sub, orgId: typeof claims.org_id === "string" ? claims.org_id : null };
  } catch {
    return null;
  }
}

async function unsentOf({ user_id, org_id }: Account): Promise<number> {
  const store = openStore(user_id, org_id);
  const { count } = await summarizeUnsent(store);
  store.close();
  return count;
}

/** The session ended by itself, with work on the phone: its person goes on. Signing out leaves no such trace. */
async function hasExpired({ user_id, org_id }: Account): Promise<boolean> {
  const store = openStore(user_id, org_id);
  const { stop } = await readLink(store);
  store.close();
  return stop === "signed_out";
}

export async function resolveAccount(): Promise<Resolved> {
  const claims = readClaims();
  const accounts = await listAccounts();
  if (claims) {
    const own = accounts.find(({ user_id }) => user_id === claims.userId);
    const orgId = claims.orgId ?? own?.org_id;
    if (!orgId) return { kind: "no_organization" };
    return { kind: "account", account: await rememberAccount(claims.userId, orgId), isSignedIn: true };
  }
  const [last] = accounts;
  if (last && (await hasExpired(last))) return { kind: "account", account: last, isSignedIn: false };
  const counts = await Promise.all(accounts.map(unsentOf));
  return { kind: "signed_out", unsent: counts.reduce((sum, count) => sum + count, 0) };
}
