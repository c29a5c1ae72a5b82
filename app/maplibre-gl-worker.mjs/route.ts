import { readFile } from "node:fs/promises";
import path from "node:path";

/**
 * The map draws in a worker that can't be bundled into a page. Served from the package itself, so that its version is
 * always the library's; it holds nothing of anybody.
 */
export async function GET(): Promise<Response> {
  const file = path.join(process.cwd(), "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs");
  return new Response(new Uint8Array(await readFile(file)), {
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=86400",
      "x-content-type-options": "nosniff",
    },
  });
}
