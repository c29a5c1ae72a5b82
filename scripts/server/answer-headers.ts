import type { ServerResponse } from "node:http";
import { DATA_POLICY, SECURITY_HEADERS, transportHeaders } from "@/lib/http/security-headers";

const isData = (url: string | undefined) => url?.startsWith("/api/") ?? false;

/**
 * What no answer may lack, added when its head is written: pages and handlers have set theirs by then and keep them,
 * and so nothing that this process serves can be forgotten (files of the build, refusals of this server, /supabase).
 */
export function completeHead(
  response: ServerResponse,
  url: string | undefined,
  appUrl: string | undefined,
): void {
  const wanted: Record<string, string> = {
    ...SECURITY_HEADERS,
    ...transportHeaders(appUrl),
    ...(isData(url) ? { "content-security-policy": DATA_POLICY } : {}),
  };
  const write = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  response.writeHead = (...args: unknown[]): ServerResponse => {
    const given = args.at(-1);
    const names = typeof given === "object" && given !== null ? namesIn(given) : [];
    for (const [name, value] of Object.entries(wanted)) {
      if (!response.hasHeader(name) && !names.includes(name)) response.setHeader(name, value);
    }
    return write(...args);
  };
}

/** Headers come as an object or as a flat list of names and values. */
function namesIn(given: object): string[] {
  const names = Array.isArray(given)
    ? given.filter((_, index) => index % 2 === 0).map(String)
    : Object.keys(given);
  return names.map((name) => name.toLowerCase());
}
