/** Name of the session cookie on both sides; @supabase/ssr splits a long value into `<name>.0`, `<name>.1`, … */
export const SESSION_COOKIE = "callout-auth";

const PREFIX = "base64-";

export type StoredSession = { accessToken: string; refreshToken: string | null };

/**
 * Reads the session out of the request's cookies. Nothing is verified here: what comes out is a claim by a stranger
 * until `verifyAccessToken` has looked at it. Returns null for no cookie and for anything unreadable.
 */
export function readSessionCookie(read: (name: string) => string | undefined): StoredSession | null {
  const text = combineChunks(read);
  if (!text) return null;
  try {
    const json = text.startsWith(PREFIX) ? decodeBase64Url(text.slice(PREFIX.length)) : text;
    const session = JSON.parse(json) as { access_token?: unknown; refresh_token?: unknown };
    if (typeof session.access_token !== "string") return null;
    const refreshToken = typeof session.refresh_token === "string" ? session.refresh_token : null;
    return { accessToken: session.access_token, refreshToken };
  } catch {
    return null;
  }
}

function combineChunks(read: (name: string) => string | undefined): string | null {
  const whole = read(SESSION_COOKIE);
  if (whole) return whole;
  let text = "";
  for (let index = 0; index < 10; index += 1) {
    const chunk = read(`${SESSION_COOKIE}.${index}`);
    if (!chunk) break;
    text += chunk;
  }
  return text || null;
}

/** By atob, not Buffer: the middleware runs where Node's classes are absent. */
function decodeBase64Url(text: string): string {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}

/** Seconds since 1970 at which the token ends, read without checking its signature; 0 when unreadable. */
export function expiryOf(accessToken: string): number {
  try {
    const payload = JSON.parse(decodeBase64Url(accessToken.split(".")[1] ?? "")) as { exp?: unknown };
    return typeof payload.exp === "number" ? payload.exp : 0;
  } catch {
    return 0;
  }
}
