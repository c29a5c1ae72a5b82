import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { call } from "./support/call";
import { guarded, nameOf, open as openToAll, pathWith } from "./support/endpoints";
import { installation } from "./support/installation";
import { cookieOf, createCompany, type Company } from "./support/people";

const SOME_ID = "00000000-0000-4000-8000-000000000001";
const ALWAYS: Record<string, string | RegExp> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": /camera=\(self\).*microphone=\(\).*payment=\(\)/,
  "referrer-policy": /^(?:no-referrer|strict-origin-when-cross-origin)$/,
};

let home: Company;
beforeAll(async () => {
  home = await createCompany("wallaroo");
});

function lacking(headers: Headers, more: Record<string, string | RegExp> = {}): string[] {
  return Object.entries({ ...ALWAYS, ...more })
    .filter(([name, value]) => {
      const said = headers.get(name) ?? "";
      return typeof value === "string" ? said !== value : !value.test(said);
    })
    .map(([name]) => `${name}: ${headers.get(name)}`);
}

async function headersOf(path: string, init: RequestInit = {}): Promise<Headers> {
  const response = await fetch(`${installation.url}${path}`, { redirect: "manual", ...init });
  await response.arrayBuffer();
  expect(response.status, path).toBeLessThan(500);
  return response.headers;
}

/** Files of one name below app/, as addresses: groups have no part in one, parameters get a value. */
function addressesOf(file: string): { address: string; source: string }[] {
  return readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((path) => path === file || path.endsWith(`/${file}`))
    .map((path) => {
      const parts = path.split("/").slice(0, -1);
      const named = parts
        .filter((part) => !part.startsWith("(") && !part.startsWith("[[..."))
        .map((part) => (part === "[org]" ? home.slug : part.startsWith("[") ? SOME_ID : part));
      return { address: `/${named.join("/")}`, source: join("app", path) };
    });
}

async function eachOf<T>(items: readonly T[], look: (item: T) => Promise<string[]>): Promise<string[]> {
  const found: string[] = [];
  for (let at = 0; at < items.length; at += 8)
    found.push(...(await Promise.all(items.slice(at, at + 8).map(look))).flat());
  return found;
}

describe("every page", () => {
  it("says what a browser may do with it: scripts by nonce alone, no frame, no foreign form", async () => {
    const pages = addressesOf("page.tsx");
    expect(pages.length).toBeGreaterThan(40);
    const wrong = await eachOf(pages, async ({ address }) => {
      const headers = await headersOf(address);
      const policy = headers.get("content-security-policy") ?? "";
      const parts = [
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ];
      const missing = parts.filter((part) => !policy.split("; ").includes(part));
      const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? "";
      if (!/^'nonce-[^']{20,}' 'strict-dynamic'$/.test(scripts)) missing.push(`script-src ${scripts}`);
      if (/https?:|\*/.test(policy.replaceAll(new URL(installation.mapStyleUrl).origin, "")))
        missing.push(`foreign: ${policy}`);
      return [...lacking(headers), ...missing].map((each) => `${address} ${each}`);
    });
    expect(wrong).toEqual([]);
  });

  it("of a customer is kept by no cache, found by no search and told to no other site", async () => {
    for (const address of [
      `/p/${"A".repeat(43)}`,
      `/v/${SOME_ID}`,
      `/v/${SOME_ID}/state`,
      "/book/no-such-company",
    ]) {
      const wrong = lacking(await headersOf(address), {
        "referrer-policy": "no-referrer",
        "cache-control": /no-store/,
        "x-robots-tag": /noindex/,
      });
      expect(wrong, address).toEqual([]);
    }
  });
});

describe("every answer of the API", () => {
  const more = { "content-security-policy": /^default-src 'none'/, "cache-control": /no-cache|no-store/ };

  it("is data and nothing else, also a refusal", async () => {
    const wrong = await eachOf([...guarded, ...openToAll], async (endpoint) => {
      const headers = await headersOf(`/api/v1${pathWith(endpoint, SOME_ID)}`, { method: endpoint.method });
      const wanted: Record<string, RegExp> = openToAll.includes(endpoint)
        ? { "content-security-policy": more["content-security-policy"] }
        : {};
      return lacking(headers, wanted).map((each) => `${nameOf(endpoint)} ${each}`);
    });
    expect(wrong).toEqual([]);
  });

  it("that somebody got for himself is kept by nobody else", async () => {
    const answer = await call("GET", "/customers", { as: home.people.owner });
    expect(lacking(answer.headers, more)).toEqual([]);
    expect(answer.headers.get("cache-control")).toContain("private");
    const sync = await call("GET", "/sync", { as: home.people.owner });
    expect(sync.headers.get("cache-control")).toBe("private, no-store");
  });
});

describe("everything else that is served", () => {
  it("carries the same", async () => {
    const page = await (await fetch(`${installation.url}/sign-in`)).text();
    const part = /\/_next\/static\/[^"\\]+\.js/.exec(page)?.[0] ?? "";
    expect(part).not.toBe("");
    const addresses = [
      part,
      "/no-such-page",
      "/api/no-such-address",
      "/api/health",
      "/field/sw.js",
      "/field/manifest.webmanifest",
      "/field-icon-192.png",
      "/maplibre-gl-worker.mjs",
      "/supabase/auth/v1/health",
      "/supabase/rest/v1/customers",
    ];
    const wrong = await eachOf(addresses, async (address) =>
      lacking(await headersOf(address)).map((each) => `${address} ${each}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe("a write by the session's cookie", () => {
  it("comes from a page of ours, at every address that writes", async () => {
    const writing = guarded.filter(({ method }) => method !== "GET");
    expect(writing.length).toBeGreaterThan(80);
    const cookie = cookieOf(home.people.owner.session);
    const passed = await eachOf(writing, async (endpoint) => {
      const origins: Record<string, string>[] = [{ origin: "https://elsewhere.example" }, {}];
      const answers = await Promise.all(
        origins.map((origin) =>
          call(endpoint.method, pathWith(endpoint, SOME_ID), { headers: { cookie, ...origin } }),
        ),
      );
      return answers
        .filter(({ status, problem }) => status !== 403 || problem.code !== "foreign_origin")
        .map(({ text }) => `${nameOf(endpoint)} ${text}`);
    });
    expect(passed).toEqual([]);
  });

  it("is taken by no route that leaves the question out", () => {
    const writers = addressesOf("route.ts")
      .map(({ source }) => ({ source, text: readFileSync(source, "utf8") }))
      .filter(({ text }) => /export (?:const|(?:async )?function) (?:POST|PUT|PATCH|DELETE)\b/.test(text));
    expect(writers.length).toBeGreaterThan(60);
    // handler() asks for persons; who has no account is asked by requireOwnPage.
    const unasked = writers.filter(
      ({ text }) => !/= handler\(|requireOwnPage\(|export const \{[^}]*\} =/.test(text),
    );
    expect(unasked.map(({ source }) => source)).toEqual([]);
  });
});
