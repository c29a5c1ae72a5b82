import { json } from "./http";
import { isSame } from "./same";
import type { Claims, TokenVerifier } from "./tokens";

export type ApiKeys = { publishableKey: string; secretKey: string };
export type KeyKind = "publishable" | "secret";

/** The API key of a request, from header or query as Supabase's clients send it. */
export function keyKindOf(request: Request, url: URL, keys: ApiKeys): KeyKind | "missing" | "unknown" {
  const key = request.headers.get("apikey") ?? url.searchParams.get("apikey");
  if (!key) return "missing";
  if (isSame(key, keys.publishableKey)) return "publishable";
  return isSame(key, keys.secretKey) ? "secret" : "unknown";
}

/** The hosted gateway's refusals, in its words; undefined when the key may pass. */
export function refuseKey(kind: ReturnType<typeof keyKindOf>, request: Request): Response | undefined {
  if (kind === "missing") {
    return json(
      { message: "No API key found in request", hint: "No `apikey` request header or url param was found." },
      401,
    );
  }
  if (kind === "unknown") {
    return json({ message: "Invalid API key", hint: "Double check your Supabase `apikey`." }, 401);
  }
  // A secret key in a browser is a leak; hosted refuses it by the same sign.
  if (kind === "secret" && /^\s*Mozilla\/5\.0/i.test(request.headers.get("user-agent") ?? "")) {
    return json({ message: "Forbidden use of secret API key in browser" }, 401);
  }
  return undefined;
}

/**
 * Who calls: a bearer token's claims, else the key's role. A bearer that is itself an API key (supabase-js
 * sends the key there when nobody is signed in) counts as none.
 */
export async function callerOf(
  request: Request,
  kind: KeyKind,
  verify: TokenVerifier,
): Promise<{ claims: Claims } | { refusal: Response }> {
  const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1]?.trim();
  if (!bearer || bearer.startsWith("sb_"))
    return { claims: { role: kind === "secret" ? "service_role" : "anon" } };
  const verdict = await verify(bearer);
  if ("claims" in verdict) return verdict;
  const { code, message, details } = verdict.fault;
  const challenge = `Bearer error="invalid_token", error_description="${message}"`;
  return { refusal: json({ code, message, details, hint: null }, 401, { "www-authenticate": challenge }) };
}
