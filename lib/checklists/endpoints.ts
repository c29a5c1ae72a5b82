import { change } from "@/lib/history/schema";
import { recordEndpoints } from "@/lib/http/record-endpoints";
import { checklist, checklistCreate, checklistListQuery, checklistUpdate } from "@/lib/checklists/schema";

export const checklistEndpoints = recordEndpoints(
  "checklists",
  { one: "checklist", many: "checklists", tag: "Checklists" },
  {
    record: checklist,
    row: checklist,
    change,
    query: checklistListQuery,
    create: checklistCreate,
    update: checklistUpdate,
  },
);
