import { request as httpRequest } from "node:http";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";

const prefix = "/supabase/";
/** Hop-by-hop headers (RFC 9110 §7.6.1) are between two neighbours and never passed on. */
const hopByHop = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

export const isSupabaseRequest = (url: string | undefined) => url?.startsWith(prefix) ?? false;

const pathOf = (request: IncomingMessage) => (request.url ?? "/").slice(prefix.length - 1);

function forwardedHeaders(request: IncomingMessage, target: URL): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = { ...request.headers, host: target.host };
  for (const name of hopByHop) delete headers[name];
  // The app's cookies are none of Supabase's business: it reads bearer tokens.
  delete headers.cookie;
  return headers;
}

function handle(request: IncomingMessage, response: ServerResponse, target: URL): void {
  const { method } = request;
  const headers = forwardedHeaders(request, target);
  const upstream = httpRequest(
    { host: target.hostname, port: target.port, method, path: pathOf(request), headers },
    (answer) => {
      const answered = { ...answer.headers };
      for (const name of hopByHop) delete answered[name];
      response.writeHead(answer.statusCode ?? 502, answered);
      answer.pipe(response);
      answer.once("error", () => response.destroy());
    },
  );
  upstream.once("error", () => {
    if (response.headersSent || response.destroyed) return response.destroy();
    response.writeHead(502, { "content-type": "application/json", "retry-after": "1" });
    response.end('{"code":"unavailable","message":"The database is not reachable right now."}');
  });
  // A browser that went away must not leave its query running in the database.
  response.once("close", () => upstream.destroy());
  request.pipe(upstream);
}

/** A WebSocket is passed on as it is: after the request's head both sides only exchange bytes. */
function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, target: URL): void {
  const upstream = connect(Number(target.port), target.hostname, () => {
    const headers = {
      ...forwardedHeaders(request, target),
      connection: "Upgrade",
      upgrade: request.headers.upgrade,
    };
    const lines = Object.entries(headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((each) => `${name}: ${each}`),
    );
    upstream.write(`GET ${pathOf(request)} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    if (head.length > 0) upstream.write(head);
    upstream.pipe(socket);
    socket.pipe(upstream);
  });
  for (const end of ["error", "close"]) {
    upstream.once(end, () => socket.destroy());
    socket.once(end, () => upstream.destroy());
  }
}

/**
 * Passes `/supabase/*` to the embedded Supabase, so that a browser, and a phone in the same network, needs one
 * origin only. A hosted project is spoken to directly and has no proxy.
 */
export function createSupabaseProxy(target: URL) {
  return {
    handle: (request: IncomingMessage, response: ServerResponse) => handle(request, response, target),
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      upgrade(request, socket, head, target),
  };
}
