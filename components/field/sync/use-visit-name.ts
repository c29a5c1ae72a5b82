"use client";

import { useLive } from "@/lib/field/current";

/** "V-2041, Claire Moreau"; null where the phone does not hold the visit any more. */
export function useVisitName(visitId: string | null): string | null {
  const name = useLive(
    async (store) => {
      const visit = visitId === null ? undefined : await store.visits.get(visitId);
      return visit ? `${visit.row.number}, ${visit.row.customer.display_name}` : null;
    },
    [visitId],
  );
  return name ?? null;
}
