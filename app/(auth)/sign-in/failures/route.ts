import { z } from "zod";
import { appUrl } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { customerHandler } from "@/lib/http/customer-handler";
import { requireOwnPage } from "@/lib/http/customer-pages";
import { email } from "@/lib/http/fields";
import { noteFailedSignIn, takeRate } from "@/lib/http/gate";
import { readBody } from "@/lib/http/parse";

const failure = z.strictObject({ email });

/**
 * What a browser was told by Auth of a wrong password: hosted Auth may tell us nothing of it. Whoever sends this could
 * as well have tried the password, so it gives nobody a power; the answer is the same for every address.
 */
export const POST = customerHandler("/sign-in/failures", async ({ request, context }) => {
  requireOwnPage(request.headers, appUrl());
  const { body } = await readBody(request, failure, 1_000);
  const retryAfterS = await takeRate(`sign_in_failures:${context.ip ?? "unknown"}`, 20, 60, 20);
  if (retryAfterS !== null)
    throw new AppError("rate_limited", "Too many attempts. Please wait.", { retryAfterS });
  await noteFailedSignIn(body.email, {
    ip: context.ip,
    user_agent: context.userAgent,
    method: context.method,
    path: context.path,
    correlation_id: context.requestId,
  });
  return new Response(null, { status: 204 });
});
