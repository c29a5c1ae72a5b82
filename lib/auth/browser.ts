import { AuthFailure, authFailure } from "@/lib/auth/failure";
import type { LinkType } from "@/lib/auth/link-type";

/**
 * Signing in, up and out, from the browser: hosted Auth limits by address, and all people behind one server would
 * share one. Loaded when first needed; everything throws an AuthFailure.
 */
async function auth() {
  const { browserClient } = await import("@/lib/supabase/browser");
  return browserClient().auth;
}

type Answer = { error: unknown };

async function call<A extends Answer>(
  action: (client: Awaited<ReturnType<typeof auth>>) => Promise<A>,
): Promise<A> {
  let answer: A;
  try {
    answer = await action(await auth());
  } catch (error) {
    throw authFailure(error);
  }
  if (answer.error) throw authFailure(answer.error);
  return answer;
}

export async function signIn(email: string, password: string): Promise<void> {
  await call((client) => client.signInWithPassword({ email, password }));
}

type NewAccount = { name: string; email: string; password: string; locale: string };

const addressOf = (path: string) => `${window.location.origin}${path}`;

/**
 * Answers the same whether the address was free or not; only the mail's owner learns which. Whoever follows the
 * mail's link instead of typing its code goes on at `backTo`, a path of this app.
 */
export async function signUp({ name, email, password, locale }: NewAccount, backTo: string): Promise<void> {
  const options = { data: { name, locale }, emailRedirectTo: addressOf(backTo) };
  try {
    await call((client) => client.signUp({ email, password, options }));
  } catch (error) {
    const failure = authFailure(error);
    // Nobody is signed in yet who could be inactive: it is the question for an invitation that said no.
    throw failure.code === "inactive" ? new AuthFailure("signup_closed") : failure;
  }
}

export async function resendSignUpCode(email: string, backTo = "/"): Promise<void> {
  const options = { emailRedirectTo: addressOf(backTo) };
  await call((client) => client.resend({ type: "signup", email, options }));
}

/** A code by mail in place of the password. An unknown address gets the same answer and no mail. */
export async function sendSignInCode(email: string): Promise<void> {
  try {
    await call((client) => client.signInWithOtp({ email, options: { shouldCreateUser: false } }));
  } catch (error) {
    const { code } = authFailure(error);
    if (code !== "signup_closed" && code !== "internal") throw error;
  }
}

export async function sendRecovery(email: string): Promise<void> {
  await call((client) =>
    client.resetPasswordForEmail(email, { redirectTo: `${window.location.origin}/reset` }),
  );
}

export type CodeType = "email" | "recovery";

export async function verifyCode(email: string, token: string, type: CodeType): Promise<void> {
  await call((client) => client.verifyOtp({ email, token, type }));
}

/** What the link of a mail carries instead of a code. */
export async function verifyLink(tokenHash: string, type: LinkType): Promise<void> {
  await call((client) => client.verifyOtp({ token_hash: tokenHash, type }));
}

export async function setPassword(password: string): Promise<void> {
  await call((client) => client.updateUser({ password }));
}

/** Of this browser only; other devices stay signed in. */
export async function signOut(): Promise<void> {
  const client = await auth();
  const { error } = await client.signOut({ scope: "local" });
  // Offline the server cannot be told, but this browser must forget the session all the same; it does.
  if (error && navigator.onLine) throw authFailure(error);
}

/** After the organization of the session changed: the next token carries it. */
export async function renewToken(): Promise<void> {
  await call((client) => client.refreshSession());
}

/**
 * Proves the present password first, by a sign-in of its own that leaves no trace in this browser: the running
 * session and the organization it works in stay.
 */
export async function changePassword(email: string, present: string, next: string): Promise<void> {
  const [{ createClient }, { readPublicConfig }] = await Promise.all([
    import("@supabase/supabase-js"),
    import("@/lib/http/public-config"),
  ]);
  const { supabaseUrl, publishableKey } = readPublicConfig();
  const address = new URL(supabaseUrl, window.location.origin).href.replace(/\/$/, "");
  const stranger = createClient(address, publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false, storageKey: "callout-proof" },
  }).auth;
  await call(async () => stranger.signInWithPassword({ email, password: present }));
  await stranger.signOut({ scope: "local" });
  await setPassword(next);
}
