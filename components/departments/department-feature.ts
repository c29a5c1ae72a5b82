import type { RecordFeature } from "@/components/shared/record-list";
import {
  departmentKeys,
  removeDepartment,
  restoreDepartment,
  updateDepartment,
} from "@/lib/departments/client";
import type { Department, DepartmentFilters } from "@/lib/departments/schema";

/** They are few: the whole list is read at once. */
export const ALL_DEPARTMENTS: DepartmentFilters = {};

export const departmentFeature: RecordFeature<Department> = {
  resource: "departments",
  sheet: "department",
  keys: departmentKeys,
  update: (id, version, { name, lead_id }) => updateDepartment(id, version, { name, lead_id }),
  remove: removeDepartment,
  restore: restoreDepartment,
};
