import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";

/** Raised while a body is read: the answer is 413 and the connection is closed. */
export class BodyTooLarge extends Error {
  override name = "BodyTooLarge";
}

/** A Node request as a web Request without its body, which whoever takes it reads from `incoming`. */
export function headOf(incoming: IncomingMessage, origin: string): Request {
  const { method, url, headers } = partsOf(incoming, origin);
  return new Request(url, { method, headers });
}

/** Turns a Node request into a web Request with its body read, so that limits hold before anyone parses. */
export async function toRequest(
  incoming: IncomingMessage,
  origin: string,
  maxBodyBytes: number,
): Promise<Request> {
  const { method, url, headers } = partsOf(incoming, origin);
  const body = method === "GET" || method === "HEAD" ? undefined : await readBody(incoming, maxBodyBytes);
  return new Request(url, { method, headers, body: body?.length ? body : undefined });
}

function partsOf(incoming: IncomingMessage, origin: string) {
  const headers = new Headers();
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    const name = incoming.rawHeaders[index];
    const value = incoming.rawHeaders[index + 1];
    if (name !== undefined && value !== undefined && !name.startsWith(":")) headers.append(name, value);
  }
  return { method: incoming.method ?? "GET", url: new URL(incoming.url ?? "/", origin), headers };
}

async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  if (Number(incoming.headers["content-length"] ?? 0) > maxBytes) throw new BodyTooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export async function sendResponse(
  response: Response,
  outgoing: ServerResponse,
  withBody: boolean,
): Promise<void> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of response.headers) if (name !== "set-cookie") headers[name] = value;
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  outgoing.writeHead(response.status, headers);
  if (!withBody || !response.body) {
    outgoing.end();
    return;
  }
  try {
    await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing);
  } catch {
    // The client went away; there is nobody left to tell.
    outgoing.destroy();
  }
}

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
  });
}
