import { change } from "@/lib/history/schema";
import { recordEndpoints } from "@/lib/http/record-endpoints";
import { closure, closureCreate, closureListQuery, closureUpdate } from "@/lib/closures/schema";

export const closureEndpoints = recordEndpoints(
  "closures",
  { one: "closure", many: "closures", tag: "Closures" },
  {
    record: closure,
    row: closure,
    change,
    query: closureListQuery,
    create: closureCreate,
    update: closureUpdate,
  },
);
