import { randomUUID } from "node:crypto";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { principalToken } from "@/lib/crypto/principal-token";
import { call } from "./support/call";
import { installation } from "./support/installation";

const orgId = randomUUID();
const linkId = randomUUID();

beforeAll(() => {
  process.env.SUPABASE_URL = installation.supabaseUrl;
  process.env.SUPABASE_SIGNING_KEY = installation.signingKey;
});

const mint = () =>
  principalToken({ orgId, principal: `portal:${linkId}`, claims: { portal_session: "s", nothing: null } });

const rest = (token: string, path: string) =>
  fetch(`${installation.supabaseUrl}/rest/v1/${path}`, {
    headers: { apikey: installation.publishableKey, authorization: `Bearer ${token}` },
  });

describe("the token of somebody without an account", () => {
  it("says who is meant for a minute, signed by the key the project knows", async () => {
    const token = await mint();
    const claims = decodeJwt(token);
    expect(claims).toEqual({
      iss: `${installation.supabaseUrl}/auth/v1`,
      aud: "authenticated",
      role: "anon",
      org_id: orgId,
      principal: `portal:${linkId}`,
      portal_session: "s",
      iat: expect.any(Number) as number,
      exp: (claims.iat ?? 0) + 60,
    });
    expect(decodeProtectedHeader(token)).toMatchObject({
      alg: "ES256",
      kid: (JSON.parse(installation.signingKey) as { kid: string }).kid,
    });
  });

  it("is accepted by the REST address as anon, and one changed by a letter is not", async () => {
    const token = await mint();
    const refused = await rest(token, "customers?select=id");
    // The token itself is good: what is refused is the table, to anon with a 401.
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ code: "42501" });
    const middle = token.length - 20;
    const forged = `${token.slice(0, middle)}${token[middle] === "A" ? "B" : "A"}${token.slice(middle + 1)}`;
    const answer = await rest(forged, "customers?select=id");
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "PGRST301" });
  });

  it("is nobody for our own API", async () => {
    expect((await call("GET", "/me", { as: await mint() })).status).toBe(401);
  });
});
