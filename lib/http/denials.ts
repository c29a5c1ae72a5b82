import "server-only";
import type { AppError, ErrorCode } from "@/lib/errors";
import { noteDenial } from "@/lib/http/gate";
import type { RequestContext } from "@/lib/http/request-context";
import { log } from "@/lib/log";

/** Who was refused; without an organization there is nobody to tell. */
type Refused = { orgId: string | null; userId: string; sessionId: string };

/** The 403s that are about rights; the others ask for a further step or for another address. */
const ABOUT_RIGHTS: ReadonlySet<ErrorCode> = new Set(["forbidden", "role_above_own", "grant_above_own"]);

/** The missing right, as `<resource>:<permission>` where it has a name; null where nobody was denied anything. */
export function missingRight({ code, members }: AppError): string | null {
  if (!ABOUT_RIGHTS.has(code)) return null;
  return typeof members.required_scope === "string" ? members.required_scope : code;
}

/** Never awaited by an answer: it is refused all the same, and the log must not slow it. */
export function recordDenial(
  { orgId, userId, sessionId }: Refused,
  missing: string,
  context: RequestContext,
): void {
  if (!orgId) return;
  noteDenial({
    org_id: orgId,
    user_id: userId,
    session_id: sessionId,
    missing,
    ip: context.ip,
    user_agent: context.userAgent,
    method: context.method,
    path: context.path,
    correlation_id: context.requestId,
  }).catch((error: unknown) => log.warn("denial_unwritten", { request_id: context.requestId, error }));
}
