import { randomUUID } from "node:crypto";
import { importJWK, SignJWT, type JWK, type JWTPayload } from "jose";
import { addMember, createOrganization, createSession } from "@/tests/support/database";
import { database, installation } from "./installation";

export type Role = "owner" | "admin" | "dispatcher" | "technician" | "accountant" | "viewer";
export type Session = {
  access_token: string;
  refresh_token: string;
  expires_at: number;
  user: { id: string };
};
export type Person = { id: string; email: string; session: Session; token: string };
export type Company = { id: string; slug: string; word: string; people: Record<Role, Person> };

const ROLES: Role[] = ["owner", "admin", "dispatcher", "technician", "accountant", "viewer"];
const PASSWORD = "callout-test-1";

/** Signs in at the real Auth service, so that the token is what the hook makes of the membership. */
export async function signIn(email: string): Promise<Session> {
  const response = await fetch(`${installation.supabaseUrl}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: installation.publishableKey, "content-type": "application/json" },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  if (!response.ok) throw new Error(`Sign-in of ${email} failed: ${await response.text()}`);
  return (await response.json()) as Session;
}

/** The same session with a new token: what a browser has after it was told to refresh. */
export async function refreshed(person: Person): Promise<Person> {
  const response = await fetch(`${installation.supabaseUrl}/auth/v1/token?grant_type=refresh_token`, {
    method: "POST",
    headers: { apikey: installation.publishableKey, "content-type": "application/json" },
    body: JSON.stringify({ refresh_token: person.session.refresh_token }),
  });
  if (!response.ok) throw new Error(`Refreshing failed: ${await response.text()}`);
  const session = (await response.json()) as Session;
  return { ...person, session, token: session.access_token };
}

/** The cookie as @supabase/ssr writes it, in one piece or in chunks of the given length. */
export function cookieOf(session: Session, chunkLength = 100_000): string {
  const value = `base64-${Buffer.from(JSON.stringify(session)).toString("base64url")}`;
  const chunks = value.match(new RegExp(`.{1,${chunkLength}}`, "g")) ?? [];
  if (chunks.length === 1) return `callout-auth=${value}`;
  return chunks.map((chunk, index) => `callout-auth.${index}=${chunk}`).join("; ");
}

/** A confirmed account, made by Auth as an operator would. */
async function createAccount(email: string, name: string): Promise<{ id: string; email: string }> {
  const response = await fetch(`${installation.supabaseUrl}/auth/v1/admin/users`, {
    method: "POST",
    headers: { apikey: installation.secretKey, "content-type": "application/json" },
    body: JSON.stringify({ email, password: PASSWORD, email_confirm: true, user_metadata: { name } }),
  });
  if (!response.ok) throw new Error(`No account for ${email}: ${await response.text()}`);
  const { id } = (await response.json()) as { id: string };
  return { id, email };
}

/** A confirmed person without any organization, signed in. */
export async function createPerson(name = "person"): Promise<Person> {
  return signedIn(await createAccount(`${name}.${randomUUID().slice(0, 8)}@people.test`, name));
}

async function signedIn({ id, email }: { id: string; email: string }): Promise<Person> {
  const session = await signIn(email);
  return { id, email, session, token: session.access_token };
}

/** A company with one person of each role, all signed in and working in it. `word` marks whatever is its own. */
export async function createCompany(word: string): Promise<Company> {
  const sql = database();
  const slug = `${word}-${randomUUID().slice(0, 8)}`;
  const accounts = await Promise.all(
    ROLES.map((role) => createAccount(`${role}@${slug}.test`, `${word} ${role}`)),
  );
  const [owner, ...others] = accounts;
  if (!owner) throw new Error("A company has an owner.");
  const founder = { ...owner, sessionId: await createSession(sql, owner.id) };
  const orgId = await createOrganization(sql, founder, { name: `${word} works`, slug });
  for (const [index, account] of others.entries()) {
    await addMember(sql, orgId, { ...account, sessionId: "" }, ROLES[index + 1] ?? "viewer");
  }
  const people = {} as Record<Role, Person>;
  await Promise.all(
    accounts.map(async (account, index) => {
      people[ROLES[index] ?? "viewer"] = await signedIn(account);
    }),
  );
  return { id: orgId, slug, word, people };
}

/** The installation's signing key, without what jose takes amiss: it may say "sign" and "verify" at once. */
function signingKey(): JWK {
  const { kty, crv, x, y, d, kid } = JSON.parse(installation.signingKey) as JWK;
  return { kty, crv, x, y, d, kid };
}

/** A token with claims of one's choice, under the installation's own signature or, with `key`, a stranger's. */
export async function forgeToken(claims: JWTPayload, key: JWK = signingKey()): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    iss: `${installation.supabaseUrl}/auth/v1`,
    aud: "authenticated",
    role: "authenticated",
    aal: "aal1",
    session_id: randomUUID(),
    iat: now,
    exp: now + 300,
    ...claims,
  })
    .setProtectedHeader({ alg: "ES256", typ: "JWT", kid: signingKey().kid })
    .sign(await importJWK(key, "ES256"));
}
