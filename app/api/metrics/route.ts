import { createHash, timingSafeEqual } from "node:crypto";
import { metricsToken } from "@/lib/env";
import { log } from "@/lib/log";
import { getMetrics } from "@/lib/monitoring/queries";
import { renderMetrics } from "@/lib/monitoring/rules";

export const dynamic = "force-dynamic";

const headers = { "cache-control": "no-store" };
const refused = (status: number, text: string) => new Response(`${text}\n`, { status, headers });
const digest = (text: string) => createHash("sha256").update(text).digest();

/** Compared by digests of one length: how much of a guess was right must not be measurable. */
function isKnown(request: Request, token: string): boolean {
  const given = request.headers.get("authorization")?.replace(/^Bearer /i, "") ?? "";
  return timingSafeEqual(digest(given), digest(token));
}

/** For Prometheus and its like: counts and ages of the installation, nothing of any organization. */
export async function GET(request: Request): Promise<Response> {
  const token = metricsToken();
  if (!token) return refused(501, "METRICS_TOKEN is not set.");
  if (!isKnown(request, token)) return refused(401, "Send the METRICS_TOKEN as a bearer token.");
  try {
    const text = renderMetrics(await getMetrics());
    return new Response(text, {
      headers: { ...headers, "content-type": "text/plain; version=0.0.4; charset=utf-8" },
    });
  } catch (error) {
    log.error("metrics_failed", { error });
    return refused(503, "The database does not answer.");
  }
}
