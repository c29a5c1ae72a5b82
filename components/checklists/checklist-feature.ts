import type { RecordFeature } from "@/components/shared/record-list";
import { checklistKeys, removeChecklist, restoreChecklist, updateChecklist } from "@/lib/checklists/client";
import type { Checklist, ChecklistFilters } from "@/lib/checklists/schema";

/** They are few: the whole list is read at once. */
export const ALL_CHECKLISTS: ChecklistFilters = {};

export const checklistFeature: RecordFeature<Checklist> = {
  resource: "checklists",
  sheet: "checklist",
  keys: checklistKeys,
  update: (id, version, { name, description, items }) =>
    updateChecklist(id, version, { name, description, items }),
  remove: removeChecklist,
  restore: restoreChecklist,
};
