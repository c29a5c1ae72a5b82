import "server-only";
import { AppError } from "@/lib/errors";
import { problemResponse } from "@/lib/http/problem";
import { readContext } from "@/lib/http/request-context";

export function unknownAddress(request: Request): Response {
  const { pathname } = new URL(request.url);
  const { requestId } = readContext(request.headers, request.method, pathname);
  return problemResponse(new AppError("not_found", "There is no such address."), requestId, {
    "x-request-id": requestId,
  });
}
