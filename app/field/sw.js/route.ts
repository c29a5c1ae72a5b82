import { readFile } from "node:fs/promises";
import path from "node:path";
import { buildId } from "@/lib/env";

export const dynamic = "force-dynamic";

/**
 * The field app's service worker. The build stands in its first line, because browsers find a new version by comparing
 * this file; a development server has none, its files change with each keystroke. It lies below the page it serves, so
 * the wider scope is granted by name.
 */
export async function GET(): Promise<Response> {
  const build = await buildId();
  if (!build) return new Response("There is no worker in development.", { status: 404 });
  const source = await readFile(path.join(process.cwd(), "app/field/sw.js/service-worker.js"), "utf8");
  return new Response(`const VERSION = ${JSON.stringify(build)};\n${source}`, {
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "no-cache",
      "service-worker-allowed": "/field",
      "content-security-policy": "default-src 'none'; connect-src 'self'",
      "x-content-type-options": "nosniff",
    },
  });
}
