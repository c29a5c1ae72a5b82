import "server-only";
import type { Page } from "@/lib/http/fields";
import { etagOf, isCurrent } from "@/lib/http/precondition";

export type Answer = {
  status: number;
  body: unknown;
  version?: number;
  isReplayed?: boolean;
  /** Where a 302 leads. */
  location?: string;
};

/** What an SQL function behind a POST answers, after its row was given the shape of the wire. */
export type Outcome<T> = { status: number; replayed: boolean; data: T };

/** One record, with its version as ETag where it has one. */
export function record<T extends object>(data: T): Answer {
  const version = "version" in data && typeof data.version === "number" ? data.version : undefined;
  return { status: 200, body: { data }, version };
}

export function list<T>(page: Page<T>): Answer {
  return { status: 200, body: page };
}

export function outcome<T extends object>({ status, replayed, data }: Outcome<T>): Answer {
  return { ...record(data), status, isReplayed: replayed };
}

export function nothing(): Answer {
  return { status: 204, body: null };
}

/** To an address that is only good for a minute: the browser may go there again so long without asking. */
export function elsewhere(location: string): Answer {
  return { status: 302, body: null, location };
}

export function respond(request: Request, answer: Answer, headers: Record<string, string>): Response {
  const all = new Headers({ "cache-control": "private, no-cache", ...headers });
  if (answer.isReplayed) all.set("idempotent-replayed", "true");
  if (answer.version !== undefined) {
    const etag = etagOf(answer.version);
    all.set("etag", etag);
    if (request.method === "GET" && isCurrent(request.headers, etag)) {
      return new Response(null, { status: 304, headers: all });
    }
  }
  if (answer.location !== undefined) {
    all.set("location", answer.location);
    all.set("cache-control", "private, max-age=45");
    return new Response(null, { status: answer.status, headers: all });
  }
  if (answer.status === 204) return new Response(null, { status: 204, headers: all });
  return Response.json(answer.body, { status: answer.status, headers: all });
}
