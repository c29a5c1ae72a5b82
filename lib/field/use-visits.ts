import { useCallback, useMemo } from "react";
import { applyLocally } from "@/lib/sync/rules";
import type { FieldSettings, Operation, Visit } from "@/lib/sync/schema";
import { addDays, dateIn } from "@/lib/time";
import { useLive, useStore } from "./current";
import { useProgress } from "./progress";
import { FOLDED, readMeta, UNSENT } from "./store";
import type { FieldStore, FileState, StoredOperation } from "./store";

/** One change of a visit that the office has not confirmed. */
export type Unsent = { opId: string; entityId: string; kind: Operation["kind"]; key: string | null };

/** A visit as the person left it: the office's row with everything unsent applied. */
export type FieldVisit = { visit: Visit; unsent: readonly Unsent[] };

const keyOf = (op: Operation): string | null => (op.kind === "checklist.answer" ? op.payload.key : null);

/** Whether the record with this id (of a checklist: the answer with this key) is not confirmed yet. */
export function isUnsent(unsent: readonly Unsent[], entityId: string, key: string | null = null): boolean {
  return unsent.some((each) => each.entityId === entityId && (key === null || each.key === key));
}

/** Pure: the row with the operations that are not part of it, in the order they were made. */
export function foldVisit(
  row: Visit,
  operations: readonly StoredOperation[],
  resourceId: string | null,
): FieldVisit {
  const ordered = [...operations].sort((one, other) => one.seq - other.seq);
  const folded = ordered.filter(({ state }) => FOLDED.includes(state));
  return {
    visit: folded.reduce((visit, { op }) => applyLocally(visit, op, resourceId), row),
    unsent: folded
      .filter(({ state }) => UNSENT.includes(state))
      .map(({ op }) => ({ opId: op.op_id, entityId: op.entity_id, kind: op.kind, key: keyOf(op) })),
  };
}

async function ownResource(store: FieldStore): Promise<string | null> {
  const settings = await readMeta<FieldSettings>(store, "settings");
  return settings?.me.resource?.id ?? null;
}

/** Everything is loaded and folded at once: a phone holds two weeks of one person. */
async function listVisits(store: FieldStore): Promise<FieldVisit[]> {
  const [rows, operations, resourceId] = await Promise.all([
    store.visits.toArray(),
    store.operations
      .where("state")
      .anyOf(...FOLDED)
      .toArray(),
    ownResource(store),
  ]);
  return rows
    .map(({ id, row }) =>
      foldVisit(
        row,
        operations.filter(({ visit_id }) => visit_id === id),
        resourceId,
      ),
    )
    .sort((one, other) => (one.visit.starts_at ?? "~").localeCompare(other.visit.starts_at ?? "~"));
}

/** The calendar day at the site, "2026-11-20"; null while the visit has none. */
export function dayOfVisit({ starts_at, flexible_on, is_flexible_day, time_zone }: Visit): string | null {
  if (is_flexible_day && flexible_on) return flexible_on;
  return starts_at ? dateIn(starts_at, time_zone) : null;
}

/** All visits on this phone by start; undefined until the store has answered. */
export function useVisits(): readonly FieldVisit[] | undefined {
  return useLive(listVisits, [], true);
}

const onDay = (visits: readonly FieldVisit[], date: string) =>
  visits.filter(({ visit }) => dayOfVisit(visit) === date);

/**
 * The visits of one day by start, and of the day after. Loading until the phone was filled once: an empty day is not an
 * unknown one.
 */
export function useDay(date: string): {
  visits: readonly FieldVisit[];
  tomorrow: readonly FieldVisit[];
  isLoading: boolean;
} {
  const all = useVisits();
  const isFilled = useLive((store) => readMeta<boolean>(store, "filled").then(Boolean), [], true);
  const [visits, tomorrow] = useMemo(
    () => [onDay(all ?? [], date), onDay(all ?? [], addDays(date, 1))],
    [all, date],
  );
  return { visits, tomorrow, isLoading: all === undefined || (!isFilled && visits.length === 0) };
}

/** undefined while loading, null where the phone does not hold it. `isLarge` as of useLive. */
export function useVisit(id: string, isLarge: boolean): FieldVisit | null | undefined {
  return useLive(
    async (store) => {
      const stored = await store.visits.get(id);
      if (!stored) return null;
      const operations = await store.operations.where("visit_id").equals(id).toArray();
      return foldVisit(stored.row, operations, await ownResource(store));
    },
    [id],
    isLarge,
  );
}

/** Company, person, limits; undefined until the phone was filled once. */
export function useFieldSettings(): FieldSettings | undefined {
  return useLive((store) => readMeta<FieldSettings>(store, "settings"), [], true);
}

/** Milliseconds that the office's clock is ahead of this phone's; shown, never used for what is stored. */
export function useClockOffsetMs(): number {
  return useLive((store) => readMeta<number>(store, "clock_offset_ms"), []) ?? 0;
}

export type LocalFile = {
  /** Of the bytes on this phone; null where it does not hold them. */
  url: string | null;
  state: FileState | null;
  /** Share 0…1 while this tab sends it. */
  progress: number | null;
};

const urls = new Map<string, string>();

/** An address lives as long as the page: the bytes lie on the disk, and a picture is shown again and again. */
async function findUrl(store: FieldStore, fileId: string): Promise<string | null> {
  const stored = await store.blobs.get(fileId);
  if (!stored) return null;
  const url = urls.get(fileId) ?? URL.createObjectURL(stored.blob);
  urls.set(fileId, url);
  return url;
}

/** A picture that was made on this phone, whether it was sent already or not. */
export function useFile(fileId: string): LocalFile {
  const file = useLive((store) => store.files.get(fileId), [fileId]);
  const url = useLive((store) => findUrl(store, fileId), [fileId]) ?? null;
  return { url, state: file?.state ?? null, progress: useProgress(fileId) };
}

/**
 * A value this phone remembers: drafts, what was acknowledged, the category chosen last. `initial` until the store has
 * answered; writing undefined forgets it.
 */
export function useRemembered<T>(key: string, initial: T): [T, (value: T | undefined) => void] {
  const store = useStore();
  const kept = useLive(
    async (open) => ({ value: (await open.drafts.get(key))?.value as T | undefined }),
    [key],
  );
  const remember = useCallback(
    (value: T | undefined) => {
      if (value === undefined) void store?.drafts.delete(key);
      else void store?.drafts.put({ key, value, saved_at: Date.now() });
    },
    [store, key],
  );
  return [kept?.value ?? initial, remember];
}
