import type postgres from "postgres";
import type { Claims, TokenVerifier } from "../tokens";

/** Who speaks on a channel, or in hosted's words why nobody can be made out. */
export type Speaker = { claims: Claims } | { code: string; message: string };

const ROLES = ["anon", "authenticated", "service_role"];

/** The claims of an access token; without one, or with an API key in its place, the key's own role. */
export async function speakerOf(token: unknown, keyRole: string, verify: TokenVerifier): Promise<Speaker> {
  if (typeof token !== "string" || token === "" || token.startsWith("sb_"))
    return { claims: { role: keyRole } };
  const verdict = await verify(token);
  if ("fault" in verdict && verdict.fault.code === "PGRST301") {
    return token.split(".").length === 3
      ? { code: "JwtSignatureError", message: "Failed to validate JWT signature" }
      : { code: "MalformedJWT", message: "The token provided is not a valid JWT" };
  }
  if ("fault" in verdict) return { code: "InvalidJWTToken", message: "Token has expired" };
  const { claims } = verdict;
  if (typeof claims.exp !== "number" || typeof claims.role !== "string")
    return { code: "InvalidJWTToken", message: "Fields `role` and `exp` are required in JWT" };
  // Realtime grants none of the seconds that REST grants to clocks which disagree.
  const agoS = Math.floor(Date.now() / 1000) - claims.exp;
  if (agoS >= 0) return { code: "InvalidJWTToken", message: `Token has expired ${agoS} seconds ago` };
  return { claims };
}

class Undo extends Error {}

/**
 * Tries with a row under the topic, in a transaction that is taken back, what the policies on realtime.messages let
 * this speaker do: as hosted does it, so that a policy that holds here holds there.
 */
export async function mayRead(sql: postgres.Sql, claims: Claims, topic: string): Promise<boolean> {
  let isVisible = false;
  await undone(sql, async (transaction) => {
    const [probe] = await transaction<{ id: string }[]>`
      insert into realtime.messages (topic, extension) values (${topic}, 'broadcast') returning id`;
    await become(transaction, claims, topic);
    const seen = await transaction`select 1 from realtime.messages where id = ${probe?.id ?? ""}`;
    isVisible = seen.length > 0;
  });
  return isVisible;
}

export async function mayWrite(sql: postgres.Sql, claims: Claims, topic: string): Promise<boolean> {
  let isAllowed = true;
  await undone(sql, async (transaction) => {
    await become(transaction, claims, topic);
    await transaction`insert into realtime.messages (topic, extension) values (${topic}, 'broadcast')`.catch(
      (error: unknown) => {
        if ((error as postgres.PostgresError).code !== "42501") throw error;
        isAllowed = false;
      },
    );
  });
  return isAllowed;
}

async function undone(
  sql: postgres.Sql,
  work: (on: postgres.TransactionSql) => Promise<void>,
): Promise<void> {
  try {
    await sql.begin(async (transaction) => {
      await work(transaction);
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
}

async function become(on: postgres.TransactionSql, claims: Claims, topic: string): Promise<void> {
  // The connection is the superuser's, which could become anybody: a role that REST would not take is none here.
  const role = ROLES.includes(claims.role ?? "") ? (claims.role ?? "anon") : "anon";
  await on`
    select set_config('role', ${role}, true), set_config('realtime.topic', ${topic}, true),
      set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
      set_config('request.jwt.claim.sub', ${claims.sub ?? ""}, true),
      set_config('request.jwt.claim.role', ${role}, true), set_config('request.headers', '{}', true)`;
}
