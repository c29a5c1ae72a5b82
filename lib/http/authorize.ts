import "server-only";
import { z } from "zod";
import type { Access } from "@/lib/http/endpoint";
import type { Scope } from "@/lib/auth/rules";
import { AppError } from "@/lib/errors";
import type { Caller } from "@/lib/http/principal";
import { nullable } from "@/lib/supabase/nullable";
import type { Client } from "@/lib/supabase/user-client";
import { unwrap } from "@/lib/supabase/unwrap";

/** The caller after the database has looked at membership, role and rate. */
export type Principal = Caller & { scope: Scope | null };

/** `refusal` is returned and not thrown: what is left of the rate is said with a refusal too. */
export type Admission = { principal: Principal; rate: Rate; refusal: AppError | null };

export type Rate = { limit: number; remaining: number; resetS: number };

const authorization = z.object({
  user_id: z.guid().nullable(),
  org_id: z.guid().nullable(),
  role: z.string().nullable(),
  scope: z.enum(["all", "own"]).nullable(),
  closed_feature: z.string().nullable(),
  rate: z.object({
    limit: z.number(),
    remaining: z.number(),
    reset_s: z.number(),
    retry_after_s: z.number().nullable(),
  }),
});

/**
 * One round trip: takes a token of the person's rate and asks for the permission. The token is taken in a
 * transaction of its own, so that a failing request counts too. RLS asks again at each row.
 */
export async function authorize(
  client: Client,
  caller: Caller,
  access: Exclude<Access, "public" | "second_step">,
): Promise<Admission> {
  const asked = access === "person" ? null : access;
  const answer = authorization.parse(
    unwrap(
      await client.rpc("authorize_request", {
        permission: nullable(asked?.permission ?? null),
        resource: nullable(asked?.resource ?? null),
      }),
    ),
  );
  const rate = { limit: answer.rate.limit, remaining: answer.rate.remaining, resetS: answer.rate.reset_s };
  const principal = { ...caller, orgId: answer.org_id, scope: answer.scope };
  if (answer.rate.retry_after_s !== null) {
    return { principal, rate, refusal: tooMany(rate, answer.rate.retry_after_s) };
  }
  const isRefused = asked !== null && answer.scope === null;
  return { principal, rate, refusal: isRefused ? missingRight(answer, asked) : null };
}

function tooMany(rate: Rate, retryAfterS: number): AppError {
  return new AppError("rate_limited", "Too many requests. Please wait.", {
    retryAfterS: Math.max(1, Math.ceil(retryAfterS)),
    members: { limit: rate.limit },
  });
}

function missingRight(
  { org_id, closed_feature: feature }: z.infer<typeof authorization>,
  asked: { permission: string; resource: string },
): AppError {
  if (feature)
    return new AppError("feature_off", "This part is switched off here.", { members: { feature } });
  if (!org_id) return new AppError("no_organization", "You are not a member of this organization.");
  return new AppError("forbidden", "Your role does not allow this.", {
    members: { required_scope: `${asked.resource}:${asked.permission}` },
  });
}

/** draft-ietf-httpapi-ratelimit-headers-11: the policy, and what is left of it. */
export function rateHeaders(rate: Rate): Record<string, string> {
  return {
    "ratelimit-policy": `"requests";q=${rate.limit};w=60`,
    ratelimit: `"requests";r=${Math.max(0, Math.floor(rate.remaining))};t=${Math.ceil(rate.resetS)}`,
  };
}
