import type { Json } from "./context";
import type { Transaction } from "./database";
import type { UserRow } from "./users";

type IdentityRow = {
  identity_id: string;
  id: string;
  user_id: string;
  identity_data: Json;
  provider: string;
  last_sign_in_at: Date | null;
  created_at: Date;
  updated_at: Date;
  email: string | null;
};

type FactorView = {
  id: string;
  created_at: Date;
  updated_at: Date;
  status: string;
  friendly_name?: string;
  factor_type: string;
  phone: string;
  last_challenged_at: Date | null;
};

/** Without the secret: that is shown once, when the factor is made. */
export async function viewFactors(transaction: Transaction, userId: string): Promise<FactorView[]> {
  const factors = await transaction<(FactorView & { friendly_name: string | null })[]>`
    select id, created_at, updated_at, status::text, friendly_name, factor_type::text, coalesce(phone, '') as phone,
      last_challenged_at
    from auth.mfa_factors where user_id = ${userId} order by created_at`;
  return factors.map(({ friendly_name, ...rest }) => ({
    ...rest,
    friendly_name: friendly_name || undefined,
  }));
}

/** The user as clients see it: GoTrue's field names, empty dates left out, nothing secret. */
export async function viewUser(transaction: Transaction, user: UserRow): Promise<Json> {
  const identities = await transaction<IdentityRow[]>`
    select id as identity_id, provider_id as id, user_id, identity_data, provider, last_sign_in_at, created_at,
      updated_at, email
    from auth.identities where user_id = ${user.id} order by created_at`;
  const factors = await viewFactors(transaction, user.id);
  return { ...describeUser(user, [...identities]), ...(factors.length > 0 ? { factors } : {}) };
}

export function describeUser(user: UserRow, identities: unknown[]): Json {
  return {
    id: user.id,
    aud: user.aud,
    role: user.role,
    email: user.email ?? "",
    email_confirmed_at: user.email_confirmed_at ?? undefined,
    invited_at: user.invited_at ?? undefined,
    phone: user.phone ?? "",
    confirmation_sent_at: user.confirmation_sent_at ?? undefined,
    confirmed_at: user.confirmed_at ?? undefined,
    recovery_sent_at: user.recovery_sent_at ?? undefined,
    new_email: user.email_change || undefined,
    email_change_sent_at: user.email_change_sent_at ?? undefined,
    last_sign_in_at: user.last_sign_in_at ?? undefined,
    app_metadata: user.raw_app_meta_data ?? {},
    user_metadata: user.raw_user_meta_data ?? {},
    identities,
    created_at: user.created_at,
    updated_at: user.updated_at,
    banned_until: user.banned_until ?? undefined,
    deleted_at: user.deleted_at ?? undefined,
    is_anonymous: user.is_anonymous,
  };
}
