"use client";

import { useState } from "react";

/** Chosen rows by id. What a filter took out of the list is not acted on: the caller asks for those it still shows. */
export function useRowSelection() {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return {
    size: ids.size,
    has: (id: string) => ids.has(id),
    toggle: (id: string) =>
      setIds((before) => {
        const next = new Set(before);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    clear: () => setIds(new Set()),
  };
}
