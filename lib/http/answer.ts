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
  /** What is handed out as a file instead of JSON. */
  file?: { name: string; mime: string; content: string };
  /** Holds a secret in the clear: no cache keeps it, not even the browser's own. */
  isSecret?: boolean;
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

/** For people: the browser keeps it under this name. */
export function download(name: string, mime: string, content: string): Answer {
  return { status: 200, body: null, file: { name, mime, content } };
}

export function respond(request: Request, answer: Answer, headers: Record<string, string>): Response {
  const all = new Headers({ "cache-control": "private, no-cache", ...headers });
  if (answer.isSecret) all.set("cache-control", "private, no-store");
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
  if (answer.file) {
    all.set("content-type", answer.file.mime);
    all.set("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(answer.file.name)}`);
    return new Response(answer.file.content, { status: answer.status, headers: all });
  }
  if (answer.status === 204) return new Response(null, { status: 204, headers: all });
  return Response.json(answer.body, { status: answer.status, headers: all });
}
