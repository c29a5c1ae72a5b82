import "server-only";
import { appUrl } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { respond, type Answer } from "@/lib/http/answer";
import { authorize, rateHeaders, type Principal } from "@/lib/http/authorize";
import type { Access, Endpoint } from "@/lib/http/endpoint";
import { missingRight, recordDenial } from "@/lib/http/denials";
import { idempotencyHeaders } from "@/lib/http/idempotency";
import { discardBody, readBody, readParams, readQuery } from "@/lib/http/parse";
import { expectedVersion } from "@/lib/http/precondition";
import { authenticate, requireOwnOrigin, requireSameOrganization } from "@/lib/http/principal";
import { asAppError, problemResponse } from "@/lib/http/problem";
import { contextHeaders, readContext, type RequestContext } from "@/lib/http/request-context";
import { recordRequest } from "@/lib/http/request-log";
import { log } from "@/lib/log";
import { isRepeatable, isUnexplainedRefusal } from "@/lib/supabase/database-error";
import { userClient, type Client } from "@/lib/supabase/user-client";

/** What a route's call is given: everything checked, under the caller's own identity. */
export type Call<Params, Query, Body> = {
  client: Client;
  principal: Principal;
  /** The organization of the session. Empty for a person without one, which no query of an organization matches. */
  orgId: string;
  params: Params;
  query: Query;
  body: Body;
  /** Of a conditional endpoint: the version the caller saw, null for any. */
  expected: number | null;
};

type Run<Params, Query, Body> = (call: Call<Params, Query, Body>) => Promise<Answer>;
type RouteHandler = (
  request: Request,
  route: { params: Promise<Record<string, string>> },
) => Promise<Response>;
type Progress = { headers: Record<string, string>; principal: Principal | null };

const MOST_TRIES = 4;

/**
 * Every request of a person or a program passes here, always in this order: request id, failed-authentication limit,
 * authentication, organization match, origin, rate and permission, parsing, the call, the log, the answer.
 */
export function handler<Params, Query, Body>(
  definition: Endpoint<Params, Query, Body>,
  run: Run<Params, Query, Body>,
): RouteHandler {
  return async (request, route) => {
    const startedAt = performance.now();
    const url = new URL(request.url);
    const context = readContext(request.headers, request.method, url.pathname);
    const progress: Progress = { headers: { "x-request-id": context.requestId }, principal: null };
    let response: Response;
    try {
      const params = await route.params;
      const answer = await serve({ definition, run, request, url, params, context, progress });
      response = respond(request, answer, progress.headers);
    } catch (error) {
      response = await refuse(error, definition.path, request, context, progress);
    }
    record(definition, context, progress.principal, response.status, performance.now() - startedAt);
    return response;
  };
}

type Serving<Params, Query, Body> = {
  definition: Endpoint<Params, Query, Body>;
  run: Run<Params, Query, Body>;
  request: Request;
  url: URL;
  params: Record<string, string>;
  context: RequestContext;
  progress: Progress;
};

async function serve<Params, Query, Body>(serving: Serving<Params, Query, Body>): Promise<Answer> {
  const { definition, run, request, url, context, progress } = serving;
  const { access } = definition;
  if (access === "public") throw new AppError("internal", "A public address has no handler of persons.");
  const signed = contextHeaders(context);
  const principal = await admit(request, access, context, signed, progress);
  const { body, bytes } = await readBody(request, definition.body, definition.maxBodyBytes);
  const call = {
    client: userClient(principal.token, { ...signed, ...idempotencyHeaders(request, url.pathname, bytes) }),
    principal,
    orgId: principal.orgId ?? "",
    params: readParams(serving.params, definition.params),
    query: readQuery(url, definition.query),
    body,
    expected: definition.isConditional ? expectedVersion(request.headers, principal.via === "bearer") : null,
  };
  return repeatedly(() => run(call));
}

/** Everything that is known before the request's content is looked at. */
async function admit(
  request: Request,
  access: Exclude<Access, "public">,
  context: RequestContext,
  signed: Record<string, string>,
  progress: Progress,
): Promise<Principal> {
  const caller = await authenticate(request, context.ip, access === "second_step");
  requireSameOrganization(request, caller);
  requireOwnOrigin(request, caller, appUrl());
  // To the database this caller is nobody yet, so there is no rate of his and no right to ask for.
  if (access === "second_step") return { ...caller, orgId: null, scope: null };
  const { principal, rate, refusal } = await authorize(userClient(caller.token, signed), caller, access);
  Object.assign(progress.headers, rateHeaders(rate));
  progress.principal = principal;
  if (refusal) throw refusal;
  return principal;
}

/** A deadlock or a serialization failure wrote nothing: the same call is made again, after a short random wait. */
export async function repeatedly<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (attempt >= MOST_TRIES || !isRepeatable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
    }
  }
}

async function refuse(
  error: unknown,
  route: string,
  request: Request,
  context: RequestContext,
  { headers, principal }: Progress,
): Promise<Response> {
  const problem = asAppError(error);
  const missing = missingRight(problem);
  if (missing && principal) recordDenial(principal, missing, context);
  const line = { request_id: context.requestId, method: context.method, route, error: problem };
  if (problem.status >= 500) log.error("request_failed", line);
  else if (isUnexplainedRefusal(problem)) log.warn("request_refused", line);
  const isRead = await discardBody(request).catch(() => false);
  const isFit = isRead && problem.code !== "too_large";
  return problemResponse(problem, context.requestId, isFit ? headers : { ...headers, connection: "close" });
}

function record(
  definition: { method: string; path: string },
  context: RequestContext,
  principal: Principal | null,
  status: number,
  durationMs: number,
): void {
  recordRequest({
    org_id: principal?.orgId ?? null,
    principal: principal ? `user:${principal.userId}` : null,
    method: definition.method,
    route: `/api/v1${definition.path}`,
    status,
    duration_ms: Math.round(durationMs),
    ip: context.ip,
    request_id: context.requestId,
    at: new Date().toISOString(),
  });
}
