import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";

type PrefilledProps = {
  /** Key and data of each query below: what its fetcher would have answered at this moment; null was not read. */
  queries: readonly (readonly [QueryKey, unknown])[];
  children: ReactNode;
};

/** What the server has read goes into the browser's cache, so that the first paint and a refetch are one and the same. */
export function Prefilled({ queries, children }: PrefilledProps) {
  const client = new QueryClient();
  for (const [key, data] of queries) if (data !== null) client.setQueryData(key, data);
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}

/** The first page of a list, as an infinite query holds it. */
export function firstPage<T>(page: T): { pages: T[]; pageParams: (string | null)[] } {
  return { pages: [page], pageParams: [null] };
}
