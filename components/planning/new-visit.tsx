"use client";

import { closeNewVisit, useNewVisitStart } from "@/components/shared/new-visit";
import { useCan } from "@/components/shared/member";
import { lazyShown } from "@/components/ui/lazy-overlay";

const NewVisitSheet = lazyShown(() => import("./new-visit-sheet").then((sheet) => sheet.NewVisitSheet));

/** Stands once in the office's layout; the address of any page opens it. */
export function NewVisit() {
  const start = useNewVisitStart();
  const mayPlan = useCan()("create", "bookings");
  if (!start || !mayPlan) return null;
  // Another start is another call: nothing of the former one is taken along.
  return <NewVisitSheet key={JSON.stringify(start)} start={start} onClose={closeNewVisit} />;
}
