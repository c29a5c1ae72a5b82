"use client";

import { useMemo, useState } from "react";

/** Chosen rows. What a filter took out of the list is no longer chosen: nobody deletes what he does not see. */
export function useSelection<R extends { id: string }>(rows: readonly R[] | undefined) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const chosen = useMemo(() => rows?.filter((row) => ids.has(row.id)) ?? [], [rows, ids]);
  const visible = useMemo(() => new Set(chosen.map((row) => row.id)), [chosen]);
  return {
    ids: visible,
    rows: chosen,
    toggle: (id: string) =>
      setIds((before) => {
        const next = new Set(before);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    clear: () => setIds(new Set()),
  };
}
