import type { IncomingMessage, ServerResponse } from "node:http";
import type { Origin } from "./client-address";

/** Addresses whose next segment is a secret: customer links, invitations, trackers, calendars. */
const secretAfter = /^(\/(?:p|invite|api\/feeds|api\/gps\/(?:osmand|owntracks))\/)[^/?]+/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A segment long enough to be a random secret and not one of our readable addresses. */
const looksSecret = (segment: string) =>
  segment.startsWith("co_live_") ||
  (/^[\w.~-]{32,}$/.test(segment) && !uuid.test(segment) && /\d/.test(segment) && !segment.includes("."));

/** The path with secrets masked and of the query only the names: values hold searches, e-mails and tokens. */
export function maskAddress(url: string): string {
  const [path = "", query] = url.split("?", 2);
  const masked = path
    .replace(secretAfter, "$1***")
    .split("/")
    .map((segment) => (looksSecret(segment) ? "***" : segment))
    .join("/");
  if (!query) return masked.slice(0, 500);
  const names = new Set(query.split("&").map((pair) => pair.split("=", 1)[0] ?? ""));
  return `${masked}?${[...names].map((name) => (/^[\w.[\]-]{1,40}$/.test(name) ? name : "***")).join("&")}`.slice(
    0,
    500,
  );
}

/** One line per answered request. Files of the build are left out: they say nothing and are most of the traffic. */
export function logAccess(request: IncomingMessage, response: ServerResponse, origin: Origin): void {
  const url = request.url ?? "/";
  if (url.startsWith("/_next/")) return;
  const started = process.hrtime.bigint();
  const { method } = request;
  response.once("close", () => {
    const line = {
      at: new Date().toISOString(),
      level: response.statusCode >= 500 ? "error" : "info",
      event: "request",
      request_id: origin.requestId,
      method,
      path: maskAddress(url),
      status: response.writableFinished ? response.statusCode : 499,
      duration_ms: Math.round(Number(process.hrtime.bigint() - started) / 1e5) / 10,
      client_ip: origin.clientIp,
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  });
}
