import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";

export type TestMap = { styleUrl: string; close: () => Promise<void> };

/** One pixel, the colour of land. */
const TILE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8+vXrfwAJjgPp2pOyzwAAAABJRU5ErkJggg==",
  "base64",
);

const style = (origin: string) => ({
  version: 8,
  sources: {
    land: {
      type: "raster",
      tiles: [`${origin}/tiles/{z}/{x}/{y}.png`],
      tileSize: 256,
      attribution: "© Test map",
    },
    places: { type: "geojson", data: `${origin}/places.json` },
  },
  layers: [
    { id: "land", type: "raster", source: "land" },
    { id: "places", type: "circle", source: "places", paint: { "circle-radius": 6 } },
  ],
});

const PLACES = {
  type: "FeatureCollection",
  features: [
    { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [-73.98566, 40.74844] } },
  ],
};

/** A map of another origin: style, tiles and a source that the map's worker asks for itself. */
export async function startMap(port: number): Promise<TestMap> {
  const origin = `http://127.0.0.1:${port}`;
  const server = createServer((request, response) => serve(origin, request, response));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    styleUrl: `${origin}/style.json`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function serve(origin: string, { url = "/" }: IncomingMessage, response: ServerResponse): void {
  const send = (type: string, body: string | Buffer) =>
    response.writeHead(200, { "content-type": type, "access-control-allow-origin": "*" }).end(body);
  if (url === "/style.json") send("application/json", JSON.stringify(style(origin)));
  else if (url === "/places.json") send("application/json", JSON.stringify(PLACES));
  else if (url.startsWith("/tiles/")) send("image/png", TILE);
  else response.writeHead(404).end();
}
