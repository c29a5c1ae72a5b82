import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * An outer wall, in bytes: nothing that goes through the API is larger (files and imports are uploaded to storage
 * by a signed address). A handler counts the bytes of its own, smaller limit, also where no length is announced.
 */
const maxApiBodyBytes = 4 * 1024 * 1024;

/** Answers 413 before a byte of the body is read, and says whether it did. */
export function refuseLargeBody(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): boolean {
  if (!request.url?.startsWith("/api/")) return false;
  const announced = Number(request.headers["content-length"] ?? 0);
  if (!(announced > maxApiBodyBytes)) return false;
  // The body is not read, so the connection can't be used again.
  response.writeHead(413, {
    "content-type": "application/problem+json",
    connection: "close",
    "x-request-id": requestId,
  });
  response.end(
    JSON.stringify({
      type: "about:blank",
      title: "Content Too Large",
      status: 413,
      code: "too_large",
      detail: `A request may have ${maxApiBodyBytes / 1024 / 1024} MB at most.`,
      request_id: requestId,
    }),
  );
  return true;
}
