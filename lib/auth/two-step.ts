import { AuthFailure, authFailure } from "@/lib/auth/failure";

/**
 * Two-step sign-in in the browser, over Supabase's own interface: enrolling an app, showing its codes. Loaded when
 * first needed; everything throws an AuthFailure.
 */
async function mfa() {
  const { browserClient } = await import("@/lib/supabase/browser");
  return browserClient().auth.mfa;
}

type Answer<D> = { data: D | null; error: unknown };

async function call<D>(action: (client: Awaited<ReturnType<typeof mfa>>) => Promise<Answer<D>>): Promise<D> {
  let answer: Answer<D>;
  try {
    answer = await action(await mfa());
  } catch (error) {
    throw authFailure(error);
  }
  if (answer.error !== null || answer.data === null) throw authFailure(answer.error);
  return answer.data;
}

/** Whether the session that was just started still owes a code. */
export async function needsCode(): Promise<boolean> {
  const { currentLevel, nextLevel } = await call((client) => client.getAuthenticatorAssuranceLevel());
  return currentLevel === "aal1" && nextLevel === "aal2";
}

/** The page that asks for it; afterwards it leads to `next`. */
export const codePage = (next: string | null) =>
  next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in";

export type App = { id: string; name: string; createdAt: string };

/** The apps that are set up, the oldest first. */
export async function listApps(): Promise<App[]> {
  const { totp } = await call((client) => client.listFactors());
  return totp.map((factor) => ({
    id: factor.id,
    name: factor.friendly_name ?? "",
    createdAt: factor.created_at,
  }));
}

export type NewApp = { id: string; picture: string; secret: string };

/** A secret for an app. What an earlier try left unfinished is cleared away: its secret was shown already. */
export async function addApp(name: string): Promise<NewApp> {
  const { all } = await call((client) => client.listFactors());
  for (const factor of all) {
    if (factor.status === "unverified") await call((client) => client.unenroll({ factorId: factor.id }));
  }
  const made = await call((client) =>
    client.enroll({ factorType: "totp", friendlyName: name, issuer: "Callout" }),
  );
  return { id: made.id, picture: made.totp.qr_code, secret: made.totp.secret };
}

export async function removeApp(factorId: string): Promise<void> {
  await call((client) => client.unenroll({ factorId }));
}

/** Confirms a new app, finishes a sign-in, or proves once more: the session's token is renewed by it. */
export async function showCode(factorId: string, code: string): Promise<void> {
  await call((client) => client.challengeAndVerify({ factorId, code }));
}

/** The code of whichever app it is of; people rarely have two, and none tells which is asked for. */
export async function showAnyCode(code: string): Promise<void> {
  const apps = await listApps();
  let refused: AuthFailure = new AuthFailure("internal");
  for (const { id } of apps) {
    try {
      return await showCode(id, code);
    } catch (error) {
      refused = authFailure(error);
      if (refused.code !== "app_code") throw refused;
    }
  }
  throw refused;
}

/** The next token of the session: a whole one, where two-step sign-in was just taken off. */
export async function renewSession(): Promise<void> {
  const { browserClient } = await import("@/lib/supabase/browser");
  const { error } = await browserClient().auth.refreshSession();
  if (error) throw authFailure(error);
}
