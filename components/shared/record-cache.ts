import type { InfiniteData, QueryClient, QueryKey } from "@tanstack/react-query";

type Identified = { id: string };
type Page<R> = { data: R[]; next_cursor: string | null };
export type RecordKeys = { all: QueryKey; record: (id: string) => QueryKey };
type Lists<R> = Page<R> | InfiniteData<Page<R>> | undefined;

function mapLists<R>(lists: Lists<R>, change: (rows: R[]) => R[]): Lists<R> {
  if (!lists) return lists;
  if ("pages" in lists)
    return { ...lists, pages: lists.pages.map((page) => ({ ...page, data: change(page.data) })) };
  return { ...lists, data: change(lists.data) };
}

export type Snapshot = [QueryKey, unknown][];

/** Everything the cache knows about this kind of record, to be put back when a write is refused. */
export function takeSnapshot(client: QueryClient, keys: RecordKeys): Snapshot {
  return client.getQueriesData({ queryKey: keys.all });
}

export function putBack(client: QueryClient, snapshot: Snapshot): void {
  for (const [key, data] of snapshot) client.setQueryData(key, data);
}

/**
 * Holds what a write answered. A read that was under way beside it knows less and may be answered later, so it is given
 * up first: what it brought would stand there until somebody asks again.
 */
export async function holdAnswer<T>(client: QueryClient, key: QueryKey, answer: T): Promise<void> {
  await client.cancelQueries({ queryKey: key, exact: true });
  client.setQueryData<T>(key, answer);
}

/** Changes a record wherever it is shown; lists keep what only they know (place, match). */
export function patchRecord<R extends Identified>(
  client: QueryClient,
  keys: RecordKeys,
  id: string,
  changes: Partial<R>,
): void {
  client.setQueryData<R>(keys.record(id), (record) => (record ? { ...record, ...changes } : record));
  client.setQueriesData<Lists<R>>({ queryKey: [...keys.all, "list"] }, (lists) =>
    mapLists(lists, (rows) => rows.map((row) => (row.id === id ? { ...row, ...changes } : row))),
  );
}

/** Takes a record out of every list; its own page keeps it. */
export function dropFromLists(client: QueryClient, keys: RecordKeys, id: string): void {
  client.setQueriesData<Lists<Identified>>({ queryKey: [...keys.all, "list"] }, (lists) =>
    mapLists(lists, (rows) => rows.filter((row) => row.id !== id)),
  );
}
