import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";

export type TestGeocoder = { url: string; close: () => Promise<void> };

/** Where every address is, whose words ask for nothing else. */
const PLACE = {
  lat: "40.7484421",
  lon: "-73.9856589",
  display_name: "350, 5th Avenue, New York, 10118, United States",
  address: {
    house_number: "350",
    road: "5th Avenue",
    city: "New York",
    state: "New York",
    postcode: "10118",
    country_code: "us",
  },
};

/**
 * A geocoder on this machine that speaks Nominatim's protocol and misbehaves where the words say so: "nowhere",
 * "broken", "failing", "moved", "endless", "silent". GET /asked tells how often some words were looked up.
 */
export async function startGeocoder(port: number): Promise<TestGeocoder> {
  const asked: string[] = [];
  const server = createServer((request, response) => serve(asked, request, response));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${port}/search`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function serve(asked: string[], request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", "http://localhost");
  const words = url.searchParams.get("q") ?? "";
  const send = (body: string, status = 200) =>
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  if (url.pathname === "/asked") {
    send(JSON.stringify(asked.filter((each) => each === words).length));
    return;
  }
  asked.push(words);
  if (words.includes("nowhere")) send("[]");
  else if (words.includes("broken")) send("<html>");
  else if (words.includes("failing")) send("{}", 500);
  else if (words.includes("moved")) response.writeHead(302, { location: "/asked" }).end();
  else if (words.includes("endless")) flood(response);
  else if (!words.includes("silent")) send(JSON.stringify([PLACE]));
}

function flood(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" });
  const more = () => {
    while (!response.destroyed && response.write(" ".repeat(65_536)));
    response.once("drain", more);
  };
  more();
}
