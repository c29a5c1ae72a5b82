import type { RecordFeature } from "@/components/shared/record-list";
import { closureKeys, removeClosure, restoreClosure, updateClosure } from "@/lib/closures/client";
import type { Closure, ClosureFilters } from "@/lib/closures/schema";

export const ALL_CLOSURES: ClosureFilters = {};

export const closureFeature: RecordFeature<Closure> = {
  resource: "closures",
  sheet: "closure",
  keys: closureKeys,
  update: (id, version, { name, starts_on, ends_on }) =>
    updateClosure(id, version, { name, starts_on, ends_on }),
  remove: removeClosure,
  restore: restoreClosure,
};
