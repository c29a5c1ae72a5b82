import { asIdentity } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call } from "./company";
import type { Answer, Company } from "./company";

export type Place = Omit<Company, "database">;
export type Rights = Record<string, Record<string, string>>;
export type Effect = { resource: string; permission: string; scope: string; people: number };
export type Role = {
  id: string;
  name: string;
  rights: Rights;
  people: { id: string }[];
  version: number;
  effects: { gains: Effect[]; losses: Effect[] };
};
export type Source = {
  kind: string;
  scope: string | null;
  counts: boolean;
  name?: string;
  expires_at?: string;
};
export type Explained = { scope: string | null; sources: Source[]; decided_by: Source | null };

export async function makeRole(
  company: Place,
  by: TestUser,
  name: string,
  rights: Rights,
  based = "dispatcher",
) {
  const payload = { name, based_on: based, rights };
  return (await call<Answer<Role>>(company.sql, company.at(by), "create_role", { payload })).data;
}
export const change = (company: Place, by: TestUser, user: TestUser, changes: object) =>
  call<Answer<{ role: string; version: number; custom_roles: { name: string }[] }>>(
    company.sql,
    company.at(by),
    "update_member",
    { user_id: user.id, expected_version: null, changes },
  );
export const changeRole = (company: Place, by: TestUser, id: string, rights: Rights, checkOnly = false) =>
  call<Answer<Role>>(company.sql, company.at(by), "update_role", {
    id,
    expected_version: null,
    changes: { rights },
    check_only: checkOnly,
  });
export const give = (company: Place, by: TestUser, user: TestUser, fields: object) =>
  call<Answer<{ id: string }>>(company.sql, company.at(by), "grant_permission", {
    payload: { user_id: user.id, effect: "grant", reason: "Helps out", ...fields },
  });
export const takeBack = (company: Place, by: TestUser, user: TestUser, id: string) =>
  call(company.sql, company.at(by), "revoke_permission", { user_id: user.id, id });
export const explain = (company: Place, by: TestUser, user: TestUser, permission: string, resource: string) =>
  call<Explained>(company.sql, company.at(by), "explain_permission", {
    user_id: user.id,
    permission,
    resource,
  });

export async function rightsOf(company: Place, user: TestUser): Promise<Rights> {
  const me = await call<{ permissions: Rights }>(company.sql, company.at(user), "get_me", {});
  return me.permissions;
}

/** How many customers he reads by a plain statement under row security. */
export const reads = (company: Place, user: TestUser, table = "customers"): Promise<number> =>
  asIdentity(company.sql, company.at(user), async (tx) => {
    const rows = await tx.unsafe(`select id from public.${table}`);
    return rows.length;
  });

export const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();
