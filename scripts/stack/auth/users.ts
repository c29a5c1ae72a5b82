import { randomUUID } from "node:crypto";
import type { Json } from "./context";
import { isDatabaseError, json } from "./database";
import type { Transaction } from "./database";
import { duplicateEmail } from "./errors";

export type UserRow = {
  id: string;
  aud: string;
  role: string;
  email: string | null;
  encrypted_password: string | null;
  email_confirmed_at: Date | null;
  invited_at: Date | null;
  confirmation_sent_at: Date | null;
  confirmed_at: Date | null;
  recovery_sent_at: Date | null;
  email_change: string | null;
  email_change_sent_at: Date | null;
  email_change_confirm_status: number;
  last_sign_in_at: Date | null;
  raw_app_meta_data: Json | null;
  raw_user_meta_data: Json | null;
  created_at: Date;
  updated_at: Date;
  phone: string | null;
  banned_until: Date | null;
  deleted_at: Date | null;
  is_anonymous: boolean;
};

/** GoTrue once served several projects from one schema; every row carries the only instance left. */
export const INSTANCE = "00000000-0000-0000-0000-000000000000";
const AUDIENCE = "authenticated";
const ROLE = "authenticated";

export const isBanned = (user: UserRow) =>
  user.banned_until !== null && user.banned_until.getTime() > Date.now();
export const isConfirmed = (user: UserRow) => user.email_confirmed_at !== null;

export async function findUser(transaction: Transaction, id: string): Promise<UserRow | undefined> {
  const [user] = await transaction<UserRow[]>`select * from auth.users where id = ${id}`;
  return user;
}

/** `email` in lower case. */
export async function findUserByEmail(transaction: Transaction, email: string): Promise<UserRow | undefined> {
  const [user] = await transaction<UserRow[]>`
    select * from auth.users
    where instance_id = ${INSTANCE} and lower(email) = ${email} and aud = ${AUDIENCE} and is_sso_user = false`;
  return user;
}

export type NewUser = {
  id?: string;
  email: string;
  /** Already hashed; null for people who sign in by mail only. */
  passwordHash: string | null;
  userMetadata: Json;
  appMetadata?: Json;
  role?: string;
  isInvited?: boolean;
  bannedUntil?: Date | null;
};

/** An unconfirmed account with its e-mail identity. */
export async function createUser(transaction: Transaction, user: NewUser): Promise<UserRow> {
  const id = user.id ?? randomUUID();
  const identity = {
    ...user.userMetadata,
    sub: id,
    email: user.email,
    email_verified: false,
    phone_verified: false,
  };
  const app = { provider: "email", providers: ["email"], ...user.appMetadata };
  try {
    await transaction`
      insert into auth.users (instance_id, id, aud, role, email, encrypted_password, invited_at, confirmation_token,
        recovery_token, email_change_token_new, email_change, raw_app_meta_data, raw_user_meta_data, banned_until,
        created_at, updated_at)
      values (${INSTANCE}, ${id}, ${AUDIENCE}, ${user.role ?? ROLE}, ${user.email}, ${user.passwordHash ?? ""},
        ${user.isInvited ? new Date() : null}, '', '', '', '', ${json(transaction, app)},
        ${json(transaction, identity)}, ${user.bannedUntil ?? null}, now(), now())`;
    await transaction`
      insert into auth.identities (id, provider, provider_id, user_id, identity_data, last_sign_in_at, created_at,
        updated_at)
      values (${randomUUID()}, 'email', ${id}, ${id}, ${json(transaction, identity)}, now(), now(), now())`;
  } catch (error) {
    // Two sign-ups of one address at the same moment: the second finds the row of the first.
    if (isDatabaseError(error, "23505")) throw duplicateEmail();
    throw error;
  }
  return getUser(transaction, id);
}

/** Reads a row that must exist, with what triggers and generated columns made of it. */
export async function getUser(transaction: Transaction, id: string): Promise<UserRow> {
  const user = await findUser(transaction, id);
  if (!user) throw new Error(`User ${id} vanished within its transaction`);
  return user;
}

export async function confirmEmail(transaction: Transaction, id: string): Promise<void> {
  const verified = json(transaction, { email_verified: true });
  await transaction`
    update auth.users set email_confirmed_at = coalesce(email_confirmed_at, now()), updated_at = now(),
      raw_user_meta_data = coalesce(raw_user_meta_data, '{}') || ${verified}
    where id = ${id}`;
  await transaction`
    update auth.identities i set identity_data = identity_data || ${verified}, updated_at = now()
    from auth.users u where u.id = ${id} and i.user_id = u.id and i.provider = 'email' and i.email = lower(u.email)`;
  await clearOneTimeTokens(transaction, id);
}

/** Sets an address that its owner or an administrator vouched for, in the account and in its identity. */
export async function setEmail(
  transaction: Transaction,
  id: string,
  email: string,
  isVerified: boolean,
): Promise<void> {
  const identity = json(transaction, { email, email_verified: isVerified });
  try {
    await transaction`
      update auth.users set email = ${email}, email_change = '', email_change_confirm_status = 0, updated_at = now(),
        raw_user_meta_data = coalesce(raw_user_meta_data, '{}') || ${identity}
      where id = ${id}`;
  } catch (error) {
    if (isDatabaseError(error, "23505")) throw duplicateEmail();
    throw error;
  }
  await transaction`
    update auth.identities set identity_data = identity_data || ${identity}, updated_at = now()
    where user_id = ${id} and provider = 'email'`;
  await clearOneTimeTokens(transaction, id);
}

/** Merges into the metadata; a null removes its key. */
export async function mergeMetadata(
  transaction: Transaction,
  id: string,
  changes: { user?: Json | undefined; app?: Json | undefined },
): Promise<void> {
  await transaction`
    update auth.users set updated_at = now(),
      raw_user_meta_data = jsonb_strip_nulls(coalesce(raw_user_meta_data, '{}') || ${json(transaction, changes.user ?? {})}),
      raw_app_meta_data = jsonb_strip_nulls(coalesce(raw_app_meta_data, '{}') || ${json(transaction, changes.app ?? {})})
    where id = ${id}`;
}

/**
 * A new password ends every other session and every open code: whoever knew the old one may hold them.
 * `keptSessionId` is the session that asked, null ends all.
 */
export async function setPassword(
  transaction: Transaction,
  id: string,
  passwordHash: string,
  keptSessionId: string | null,
): Promise<void> {
  await transaction`
    update auth.users set encrypted_password = ${passwordHash}, confirmation_sent_at = null, recovery_sent_at = null,
      email_change_sent_at = null, reauthentication_sent_at = null, updated_at = now()
    where id = ${id}`;
  await clearOneTimeTokens(transaction, id);
  await transaction`delete from auth.sessions where user_id = ${id} and id is distinct from ${keptSessionId}`;
}

export async function clearOneTimeTokens(transaction: Transaction, id: string): Promise<void> {
  await transaction`delete from auth.one_time_tokens where user_id = ${id}`;
}

/** Supabase's own audit table; ids and actions only, the address is the one the account had at that time. */
export async function audit(
  transaction: Transaction,
  action: string,
  actor: { id: string; email: string | null },
  ip: string,
  traits: Json = {},
): Promise<void> {
  const payload = { action, actor_id: actor.id, actor_username: actor.email, log_type: "account", traits };
  await transaction`
    insert into auth.audit_log_entries (instance_id, id, payload, created_at, ip_address)
    values (${INSTANCE}, ${randomUUID()}, ${json(transaction, payload)}, now(), ${ip})`;
}
