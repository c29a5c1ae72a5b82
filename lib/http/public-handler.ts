import "server-only";
import type { Endpoint } from "@/lib/http/endpoint";

/** For addresses that say the same to everybody: no identity is looked at and nothing of anybody is read. */
export function publicHandler(
  definition: Endpoint<Record<string, never>, Record<string, never>, undefined>,
  answer: () => unknown,
): () => Response {
  return () =>
    Response.json(definition.answer?.parse(answer()), { headers: { "cache-control": "no-cache" } });
}
