import {
  department,
  departmentCreate,
  departmentListQuery,
  departmentUpdate,
} from "@/lib/departments/schema";
import { change } from "@/lib/history/schema";
import { recordEndpoints } from "@/lib/http/record-endpoints";

export const departmentEndpoints = recordEndpoints(
  "departments",
  { one: "department", many: "departments", tag: "Departments" },
  {
    record: department,
    row: department,
    change,
    query: departmentListQuery,
    create: departmentCreate,
    update: departmentUpdate,
  },
);
