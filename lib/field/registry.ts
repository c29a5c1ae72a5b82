import Dexie from "dexie";
import type { EntityTable } from "dexie";
import type { FieldSettings } from "@/lib/sync/schema";
import { openStore, storeName, summarizeUnsent } from "./store";

/** A person in an organization who has worked on this phone, and whose store lies on it. */
export type Account = {
  /** The name of the store. */
  key: string;
  user_id: string;
  org_id: string;
  /** null until the office has answered once. */
  user_name: string | null;
  org_name: string | null;
  last_used_at: number;
};

type Registry = Dexie & { accounts: EntityTable<Account, "key"> };

let registry: Registry | null = null;

function open(): Registry {
  if (!registry) {
    registry = new Dexie("callout-field") as Registry;
    registry.version(1).stores({ accounts: "key, last_used_at" });
  }
  return registry;
}

/** Who worked here last, first. */
export async function listAccounts(): Promise<Account[]> {
  return open().accounts.orderBy("last_used_at").reverse().toArray();
}

export async function rememberAccount(userId: string, orgId: string): Promise<Account> {
  const key = storeName(userId, orgId);
  const before = await open().accounts.get(key);
  const account = {
    key,
    user_id: userId,
    org_id: orgId,
    user_name: before?.user_name ?? null,
    org_name: before?.org_name ?? null,
    last_used_at: Date.now(),
  };
  await open().accounts.put(account);
  return account;
}

export async function nameAccount(key: string, { me, organization }: FieldSettings): Promise<void> {
  await open().accounts.update(key, { user_name: me.name, org_name: organization.name });
}

/** Removes a store with everything in it. What is unsent goes too: ask before. */
export async function wipeAccount(account: Account): Promise<void> {
  await Dexie.delete(account.key);
  await open().accounts.delete(account.key);
}

/** Entries of one person that no office has, over all organizations he worked for on this phone. */
export async function countUnsentOf(userId: string): Promise<number> {
  const own = (await listAccounts()).filter(({ user_id }) => user_id === userId);
  const counts = await Promise.all(
    own.map(async ({ user_id, org_id }) => {
      const store = openStore(user_id, org_id);
      const { count } = await summarizeUnsent(store);
      store.close();
      return count;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
