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
  try {
    await call((client) => client.signInWithPassword({ email, password }));
  } catch (error) {
    if (error instanceof AuthFailure && error.code === "credentials") reportWrongPassword(email);
    throw error;
  }
}

/** For the log of whoever was meant. Nobody waits for it: the form has told the person already. */
function reportWrongPassword(email: string): void {
  fetch("/sign-in/failures", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email }),
    keepalive: true,
  }).catch(() => undefined);
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

/**
 * What the link of a mail carries instead of a code. False: nobody is signed in by it yet, because a change of address
 * still waits for the other mailbox.
 */
export async function verifyLink(tokenHash: string, type: LinkType): Promise<boolean> {
  const { data } = await call((client) => client.verifyOtp({ token_hash: tokenHash, type }));
  return data.session !== null;
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

/** Which of one's sessions this browser holds; null when signed out. Read from the token, not checked: it is our own. */
export async function sessionId(): Promise<string | null> {
  const { data } = await (await auth()).getSession();
  const payload = data.session?.access_token.split(".")[1];
  if (!payload) return null;
  const claims = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))) as {
    session_id?: string;
  };
  return claims.session_id ?? null;
}

/** A second client whose session this browser never keeps: to ask Auth whether a password is right. */
async function stranger() {
  const [{ createClient }, { readPublicConfig }] = await Promise.all([
    import("@supabase/supabase-js"),
    import("@/lib/http/public-config"),
  ]);
  const { supabaseUrl, publishableKey } = readPublicConfig();
  const address = new URL(supabaseUrl, window.location.origin).href.replace(/\/$/, "");
  return createClient(address, publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false, storageKey: "callout-proof" },
  }).auth;
}

/**
 * Signs in once more beside the running session, does `work` with that token and ends it: the running session and the
 * organization it works in stay.
 */
export async function withPassword<T>(
  email: string,
  password: string,
  work: (token: string) => Promise<T>,
): Promise<T> {
  const beside = await stranger();
  const { data } = await call(async () => beside.signInWithPassword({ email, password }));
  try {
    return await work(data.session?.access_token ?? "");
  } finally {
    await beside.signOut({ scope: "local" });
  }
}

/** Proves the present password first: an unlocked computer must not be enough to take over an account. */
export async function changePassword(email: string, present: string, next: string): Promise<void> {
  await withPassword(email, present, () => setPassword(next));
}

/** Both mailboxes are asked; the address changes when the second has answered. */
export async function changeEmail(email: string, password: string, next: string): Promise<void> {
  await withPassword(email, password, () =>
    call((client) => client.updateUser({ email: next }, { emailRedirectTo: addressOf("/") })),
  );
}

export type EndedSessions = "others" | "global";

/** Of the other devices, or of all with this one. */
export async function signOutElsewhere(scope: EndedSessions): Promise<void> {
  await call((client) => client.signOut({ scope }));
}
