import { checkHealth } from "@/lib/http/health";

export const dynamic = "force-dynamic";

/** For load balancers and monitors: 200 when everything works, 503 with what does not. */
export async function GET(): Promise<Response> {
  const health = await checkHealth();
  return Response.json(health, {
    status: health.status === "ok" ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
