import "server-only";
import { randomUUID } from "node:crypto";
import { hmacSha256 } from "@/lib/crypto/digest";
import { clientIpHeader, contextKey } from "@/lib/env";

/** What the audit log says about where a change came from. */
export type RequestContext = {
  requestId: string;
  ip: string | null;
  userAgent: string | null;
  method: string;
  path: string;
};

/** `headers` are the incoming request's; the address and id in them were set by our own server. */
export function readContext(headers: Headers, method: string, path: string): RequestContext {
  return {
    requestId: headers.get("x-request-id") ?? randomUUID(),
    ip: headers.get(clientIpHeader())?.split(",")[0]?.trim() || null,
    userAgent: headers.get("user-agent")?.slice(0, 300) ?? null,
    method,
    path,
  };
}

/**
 * The context as the database believes it: signed, because anybody may send headers to the REST address too, and
 * with a time, so that a captured one is worth nothing a minute later.
 */
export function contextHeaders(context: RequestContext): Record<string, string> {
  const payload = Buffer.from(
    JSON.stringify({
      ip: context.ip,
      user_agent: context.userAgent,
      method: context.method,
      path: context.path,
      correlation_id: context.requestId,
      ts: Math.floor(Date.now() / 1000),
    }),
  ).toString("base64url");
  return { "x-callout-context": `${payload}.${hmacSha256(contextKey(), payload)}` };
}
