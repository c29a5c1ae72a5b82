import { readFile } from "node:fs/promises";
import path from "node:path";
import { buildId } from "@/lib/env";

export const dynamic = "force-dynamic";

/**
 * What a development server answers, whose files change with each keystroke. A browser that used a built app at this
 * address before still has its worker, which would show the page it kept for ever: this one takes its place, throws
 * everything kept away, goes, and has the open windows ask the server.
 */
const FAREWELL = `
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("callout-field-")) await caches.delete(name);
  await self.registration.unregister();
  for (const window of await self.clients.matchAll({ type: "window", includeUncontrolled: true })) {
    const path = new URL(window.url).pathname;
    if (path === "/field" || path.startsWith("/field/")) await window.navigate(window.url).catch(() => undefined);
  }
})()));
`;

const HEADERS = {
  "content-type": "text/javascript; charset=utf-8",
  "cache-control": "no-cache",
  "service-worker-allowed": "/field",
  "content-security-policy": "default-src 'none'; connect-src 'self'",
  "x-content-type-options": "nosniff",
};

/**
 * The field app's service worker. The build stands in its first line, because browsers find a new version by comparing
 * this file. It lies below the page it serves, so the wider scope is granted by name.
 */
export async function GET(): Promise<Response> {
  const build = await buildId();
  if (!build) return new Response(FAREWELL, { headers: HEADERS });
  const source = await readFile(path.join(process.cwd(), "app/field/sw.js/service-worker.js"), "utf8");
  return new Response(`const VERSION = ${JSON.stringify(build)};\n${source}`, { headers: HEADERS });
}
