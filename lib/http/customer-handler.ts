import "server-only";
import { asAppError, problemResponse } from "@/lib/http/problem";
import { CUSTOMER_HEADERS } from "@/lib/http/customer-pages";
import type { AppError } from "@/lib/errors";
import { discardBody } from "@/lib/http/parse";
import { readContext, type RequestContext } from "@/lib/http/request-context";
import { recordRequest } from "@/lib/http/request-log";
import { log } from "@/lib/log";
import { isUnexplainedRefusal } from "@/lib/supabase/database-error";

/** Whose request it turned out to be, for the request log. */
export type Visitor = { orgId: string; principal: string };

export type CustomerCall<Params> = {
  request: Request;
  url: URL;
  params: Params;
  context: RequestContext;
  /** Called once it is known. */
  isFrom: (visitor: Visitor) => void;
};

type Run<Params> = (call: CustomerCall<Params>) => Promise<Response>;
/** How a person without script is told; null leaves it to problem+json. */
type Tell<Params> = (error: AppError, call: CustomerCall<Params>) => Response | null;

/**
 * A request of somebody without an account. Like handler(), but who he is the run finds out itself, because a link
 * has no session of Auth. `route` is the template of the address: tokens never reach a log.
 */
export function customerHandler<Params extends Record<string, string>>(
  route: string,
  run: Run<Params>,
  tell: Tell<Params> = () => null,
): (request: Request, route: { params: Promise<Params> }) => Promise<Response> {
  return async (request, { params }) => {
    const startedAt = performance.now();
    const context = { ...readContext(request.headers, request.method, route), path: route };
    let visitor: Visitor | null = null;
    const isFrom = (found: Visitor) => {
      visitor = found;
    };
    const call = { request, url: new URL(request.url), params: await params, context, isFrom };
    const response = await run(call).catch((error: unknown) => refuse(asAppError(error), call, tell));
    const headers = {
      ...CUSTOMER_HEADERS,
      "x-content-type-options": "nosniff",
      "x-request-id": context.requestId,
    };
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    record(route, context, visitor, response.status, performance.now() - startedAt);
    return response;
  };
}

async function refuse<Params>(
  error: AppError,
  call: CustomerCall<Params>,
  tell: Tell<Params>,
): Promise<Response> {
  const { request, context } = call;
  const line = { request_id: context.requestId, method: context.method, route: context.path, error };
  if (error.status >= 500) log.error("request_failed", line);
  else if (isUnexplainedRefusal(error)) log.warn("request_refused", line);
  const isRead = await discardBody(request).catch(() => false);
  const isFit = isRead && error.code !== "too_large";
  const told = isFit ? tell(error, call) : null;
  return told ?? problemResponse(error, context.requestId, isFit ? {} : { connection: "close" });
}

function record(
  route: string,
  context: RequestContext,
  visitor: Visitor | null,
  status: number,
  durationMs: number,
): void {
  recordRequest({
    org_id: visitor?.orgId ?? null,
    principal: visitor?.principal ?? null,
    method: context.method,
    route,
    status,
    duration_ms: Math.round(durationMs),
    ip: context.ip,
    request_id: context.requestId,
    at: new Date().toISOString(),
  });
}
