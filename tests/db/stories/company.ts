import {
  addMember,
  asIdentity,
  createOrganization,
  createUser,
  openDatabase,
  signedIn,
} from "@/tests/support/database";
import type { Identity, Sql, TestDatabase, TestUser } from "@/tests/support/database";

export type Company = {
  database: TestDatabase;
  sql: Sql;
  orgId: string;
  owner: TestUser;
  /** A further person with this role, joined without a mail. */
  hire: (role: string, user?: TestUser) => Promise<TestUser>;
  /** The person at work in this company. */
  at: (user: TestUser, headers?: Record<string, string>) => Identity;
};

/** One company with its owner in a database of its own. */
export async function openCompany(name = "Acme Heating"): Promise<Company> {
  const database = await openDatabase();
  return { database, ...(await foundCompany(database.sql, name)) };
}

/** A company in a database that is there; for stories about two of them. */
export async function foundCompany(sql: Sql, name: string): Promise<Omit<Company, "database">> {
  const owner = await createUser(sql);
  const orgId = await createOrganization(sql, owner, { name });
  const at = (user: TestUser, headers?: Record<string, string>): Identity =>
    signedIn(user, orgId, { headers });
  const hire = async (role: string, user?: TestUser): Promise<TestUser> => {
    const person = user ?? (await createUser(sql));
    await addMember(sql, orgId, person, role);
    return person;
  };
  return { sql, orgId, owner, hire, at };
}

export type Answer<T = Record<string, unknown>> = { status: number; replayed?: boolean; data: T };

/** Calls an exposed function as `identity` in a transaction that is kept, and answers its one value. */
export async function call<T = Answer>(
  sql: Sql,
  identity: Identity,
  name: string,
  args: Record<string, unknown>,
): Promise<T> {
  const [first] = await callRows<{ value: T }>(sql, identity, name, args, "value");
  return first?.value as T;
}

/** Calls an exposed function that answers rows. `as` names the column of a set of plain values. */
export async function callRows<T extends object>(
  sql: Sql,
  identity: Identity,
  name: string,
  args: Record<string, unknown>,
  as = "value",
): Promise<T[]> {
  const named = Object.keys(args).map((key, index) => `${key} => $${index + 1}`);
  const values = Object.values(args) as string[];
  return asIdentity(
    sql,
    identity,
    async (tx) => [
      ...(await tx.unsafe<T[]>(`select * from public.${name}(${named.join(", ")}) as ${as}`, values)),
    ],
    { commit: true },
  );
}

export type CustomerRow = {
  id: string;
  display_name: string;
  sort_name: string;
  version: number;
  deleted_at: string | null;
  place: { line1: string; city: string } | null;
  match: { field: string; text: string } | null;
};

export async function createCustomer(
  company: Omit<Company, "database">,
  fields: Record<string, unknown>,
  as: TestUser = company.owner,
): Promise<CustomerRow> {
  const payload = { kind: "person", ...fields };
  const answer = await call<Answer<CustomerRow>>(company.sql, company.at(as), "create_customer", { payload });
  return answer.data;
}

export async function createProperty(
  company: Omit<Company, "database">,
  customerId: string,
  address: Record<string, unknown> = {},
): Promise<{ id: string; is_primary: boolean; time_zone: string; version: number }> {
  const payload = {
    customer_id: customerId,
    address: { line1: "12 Oak Street", city: "Albany", postcode: "12207", country: "US", ...address },
  };
  const answer = await call<Answer<{ id: string; is_primary: boolean; time_zone: string; version: number }>>(
    company.sql,
    company.at(company.owner),
    "create_property",
    { payload },
  );
  return answer.data;
}
