import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addMember,
  asIdentity,
  createOrganization,
  createUser,
  openDatabase,
  refusal,
  signedIn,
} from "../../support/database";
import type { TestDatabase, Transaction } from "../../support/database";

type Name = "owner" | "dispatcher" | "viewer" | "technician";

let database: TestDatabase;
let org: string;
const people = {} as Record<Name, Awaited<ReturnType<typeof createUser>>>;

beforeAll(async () => {
  database = await openDatabase();
  people.owner = await createUser(database.sql);
  org = await createOrganization(database.sql, people.owner, { name: "Views" });
  for (const role of ["dispatcher", "viewer", "technician"] as const) {
    people[role] = await createUser(database.sql);
    await addMember(database.sql, org, people[role], role);
  }
});
afterAll(() => database.close());

const as = <T>(name: Name, work: (tx: Transaction) => Promise<T>, commit = false) =>
  asIdentity(database.sql, signedIn(people[name], org), work, { commit });

const insert = (name: Name, title: string, isShared: boolean) =>
  as(
    name,
    (tx) => tx`
      insert into public.saved_views (org_id, list, name, query, is_shared)
      values (${org}, 'bookings', ${title}, 'status=new', ${isShared})`,
    true,
  );

const seen = async (name: Name) =>
  (
    await as(name, (tx) => tx<{ name: string }[]>`select v.name from public.saved_views v order by v.name`)
  ).map((row) => row.name);

describe("saved views, written straight into the table", () => {
  it("are seen by their maker alone, shared ones by all, not even the owner looks into others'", async () => {
    await insert("viewer", "viewer's", false);
    await insert("technician", "technician's", false);
    await insert("dispatcher", "dispatcher's", false);
    await insert("dispatcher", "shared", true);
    expect(await seen("owner")).toEqual(["shared"]);
    expect(await seen("dispatcher")).toEqual(["dispatcher's", "shared"]);
    expect(await seen("viewer")).toEqual(["shared", "viewer's"]);
    expect(await seen("technician")).toEqual(["shared", "technician's"]);
  });

  it("are shared by who holds the right on all views only, when made and when changed", async () => {
    expect((await refusal(insert("viewer", "for all", true))).code).toBe("42501");
    const share = as("viewer", async (tx) => {
      await tx`insert into public.saved_views (org_id, list, name, query)
        values (${org}, 'bookings', 'mine', 'status=new')`;
      return tx`update public.saved_views set is_shared = true where name = 'mine'`;
    });
    expect((await refusal(share)).code).toBe("42501");
  });

  it("are changed by their maker, shared ones by the office as well, and never given away", async () => {
    const rename = (name: Name) => as(name, (tx) => tx`update public.saved_views set name = name || '!'`);
    expect((await rename("viewer")).count).toBe(1);
    expect((await rename("owner")).count).toBe(1);
    expect((await rename("dispatcher")).count).toBe(2);
    const give = as("dispatcher", (tx) => tx`update public.saved_views set user_id = ${people.viewer.id}`);
    expect((await refusal(give)).code).toBe("42501");
  });
});
