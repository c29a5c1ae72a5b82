import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { parseProxies, settleHeaders } from "./client-address";

const settle = (peer: string, headers: Record<string, string>, proxies = "") => {
  const request = { headers: { ...headers }, socket: { remoteAddress: peer } } as unknown as IncomingMessage;
  const origin = settleHeaders(request, parseProxies(proxies), () => "made-here");
  return { ...origin, headers: request.headers };
};

describe("the client's address", () => {
  test("is the socket's, whatever a stranger writes into headers", () => {
    const { clientIp, headers } = settle("203.0.113.9", {
      "x-forwarded-for": "1.2.3.4",
      "x-real-ip": "1.2.3.4",
      forwarded: "for=1.2.3.4",
      "cf-connecting-ip": "1.2.3.4",
      "x-forwarded-host": "evil.example",
      "x-callout-client-ip": "1.2.3.4",
      "x-callout-context": "forged",
      "x-middleware-subrequest": "middleware",
      accept: "*/*",
    });
    expect(clientIp).toBe("203.0.113.9");
    expect(headers).toEqual({
      accept: "*/*",
      "x-forwarded-for": "203.0.113.9",
      "x-callout-client-ip": "203.0.113.9",
      "x-request-id": "made-here",
    });
  });

  test("is the last address before our own proxies, not the one the client put first", () => {
    const chain = { "x-forwarded-for": "1.2.3.4, 198.51.100.7, 10.0.0.5" };
    expect(settle("10.0.0.1", chain, "10.0.0.0/8").clientIp).toBe("198.51.100.7");
  });

  test("is read from addresses with ports and brackets, and from IPv4 inside IPv6", () => {
    expect(settle("::ffff:10.0.0.1", { "x-forwarded-for": "198.51.100.7:4711" }, "10.0.0.1").clientIp).toBe(
      "198.51.100.7",
    );
    expect(settle("::1", { "x-forwarded-for": "[2001:db8::7]:4711" }, "::1").clientIp).toBe("2001:db8::7");
  });

  test("falls back to the last hop that is an address", () => {
    expect(settle("10.0.0.1", { "x-forwarded-for": "unknown, 10.0.0.2" }, "10.0.0.0/8").clientIp).toBe(
      "10.0.0.2",
    );
    expect(settle("10.0.0.1", {}, "10.0.0.0/8").clientIp).toBe("10.0.0.1");
  });

  test("keeps a trusted proxy's protocol and host, never its x-callout headers", () => {
    const { headers } = settle(
      "10.0.0.1",
      { "x-forwarded-proto": "https", "x-forwarded-for": "198.51.100.7", "x-callout-context": "forged" },
      "10.0.0.0/8",
    );
    expect(headers["x-forwarded-proto"]).toBe("https");
    expect(headers["x-callout-context"]).toBeUndefined();
  });
});

describe("the request id", () => {
  test("is a trusted proxy's when it is plain, else made here", () => {
    expect(settle("10.0.0.1", { "x-request-id": "abcdef-123" }, "10.0.0.0/8").requestId).toBe("abcdef-123");
    expect(settle("10.0.0.1", { "x-request-id": "a b\u0000" }, "10.0.0.0/8").requestId).toBe("made-here");
    expect(settle("203.0.113.9", { "x-request-id": "abcdef-123" }, "10.0.0.0/8").requestId).toBe("made-here");
  });
});

test("a wrong TRUSTED_PROXIES is refused at the start instead of trusting less or more", () => {
  for (const wrong of ["10.0.0.0/33", "nonsense", "10.0.0.0/x", "::1/129"]) {
    expect(() => parseProxies(wrong)).toThrow("is no address range");
  }
});
