import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { completeHead } from "./answer-headers";

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

type Answer = Parameters<Parameters<typeof createServer>[1] & object>[1];

async function answerOf(write: (response: Answer) => void, path = "/", appUrl = "http://localhost:3000") {
  const server = createServer((request, response) => {
    completeHead(response, request.url, appUrl);
    write(response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return (await fetch(`http://127.0.0.1:${port}${path}`)).headers;
}

it("completes an answer whose head nobody wrote, and one that was written with its headers", async () => {
  const implicit = await answerOf((response) => response.end("x"));
  const explicit = await answerOf((response) =>
    response.writeHead(404, { "content-type": "text/plain" }).end("x"),
  );
  const listed = await answerOf((response) =>
    response.writeHead(200, "Fine", ["content-type", "text/plain"]).end("x"),
  );
  for (const headers of [implicit, explicit, listed]) {
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("strict-transport-security")).toBeNull();
    expect(headers.get("content-security-policy")).toBeNull();
  }
});

it("leaves what an answer says of itself", async () => {
  const headers = await answerOf((response) => {
    response.setHeader("referrer-policy", "no-referrer");
    response.writeHead(200, { "Content-Security-Policy": "default-src 'self'" }).end("x");
  }, "/api/v1/me");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect(headers.get("content-security-policy")).toBe("default-src 'self'");
});

it("keeps browsers at https where people use https", async () => {
  const headers = await answerOf((response) => response.end("x"), "/", "https://office.example.com");
  expect(headers.get("strict-transport-security")).toBe("max-age=31536000");
});

it("lets an answer of the API be nothing but data", async () => {
  const headers = await answerOf((response) => response.end("{}"), "/api/v1/me");
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
});
