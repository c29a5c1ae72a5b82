import { useEffect } from "react";
import type { FieldSettings } from "@/lib/sync/schema";
import { fetchOperations } from "@/lib/sync/client";
import type { JournalEntry } from "@/lib/sync-journal/schema";
import { useLive, useStore } from "./current";
import { readMeta, writeMeta } from "./store";
import type { FieldStore } from "./store";
import { useSync } from "./use-sync";

/** Long enough to be told after days off, short enough to stay a list one reads. */
const SHOWN_MS = 7 * 24 * 60 * 60 * 1000;
const ASKED = 50;
const KEY = "decided";

/** What the office decided about this person's own work: by whom and why. Kept, so that it is there without signal. */
async function learn(store: FieldStore): Promise<void> {
  const me = (await readMeta<FieldSettings>(store, "settings"))?.me.user_id;
  if (!me) return;
  const { data } = await fetchOperations({ state: "all", user_id: me }, { limit: ASKED });
  const since = Date.now() - SHOWN_MS;
  const decided = data.filter(
    ({ state, decided_by, decided_at }) =>
      state === "decided" && decided_by?.id !== me && Date.parse(decided_at ?? "") > since,
  );
  await writeMeta(store, KEY, decided);
}

/** Latest first. Asked again with each answer of the office, which may be the one that brings a decision. */
export function useDecided(): readonly JournalEntry[] {
  const store = useStore();
  const { link } = useSync();
  const { contact_at: contactAt } = link;
  useEffect(() => {
    // Nothing depends on it: without an answer the list stays as it was.
    if (store) learn(store).catch(() => undefined);
  }, [store, contactAt]);
  return useLive((open) => readMeta<JournalEntry[]>(open, KEY), []) ?? [];
}
