import { liveQuery } from "dexie";
import { setOrganization } from "@/lib/http/fetch";
import type { FieldSettings } from "@/lib/sync/schema";
import { setCurrentStore } from "./current";
import { describeDevice, deviceIdOf } from "./device";
import { watchOffice } from "./live";
import type { Phone } from "./phone";
import { nameAccount } from "./registry";
import type { Account } from "./registry";
import { openStore, readMeta } from "./store";
import { startSync } from "./sync-loop";
import { wire } from "./wire";

/**
 * Opens an account's store for all hooks and starts its queue. Answers how to close both again. The calls say the
 * organization, so that a window that switched elsewhere makes them refused instead of going astray.
 */
export async function openAccount(account: Account, version: string): Promise<() => void> {
  const store = openStore(account.user_id, account.org_id);
  await store.open();
  setOrganization(account.org_id);
  const phone: Phone = {
    store,
    wire,
    deviceId: await deviceIdOf(store),
    describe: () => describeDevice(version),
    now: Date.now,
    random: Math.random,
  };
  setCurrentStore(store);
  const stopSync = startSync(phone);
  const stopWatching = watchOffice(account.user_id);
  const names = liveQuery(() => readMeta<FieldSettings>(store, "settings")).subscribe({
    next: (settings) => {
      if (settings) void nameAccount(account.key, settings);
    },
    error: () => undefined,
  });
  return () => {
    names.unsubscribe();
    stopWatching();
    stopSync();
    setCurrentStore(null);
    setOrganization(null);
    store.close();
  };
}
