import { z } from "zod";
import { changes, id, instant, listQuery, requiredText, version } from "@/lib/http/fields";

/** A department as the people of it show it. */
export const departmentBrief = z.object({ id, name: z.string() });

/** A part of the company that people belong to. It gives no right. */
export const department = departmentBrief.extend({
  /** The member who leads it. */
  lead_id: id.nullable(),
  version,
  created_at: instant,
  updated_at: instant,
  deleted_at: instant.nullable(),
});
export type Department = z.infer<typeof department>;

const fields = { name: requiredText(60), lead_id: id.nullish() };

export const departmentCreate = z.strictObject(fields);
export type DepartmentCreate = z.input<typeof departmentCreate>;

export const departmentUpdate = changes(fields);
export type DepartmentUpdate = z.input<typeof departmentUpdate>;

export const departmentListQuery = z.strictObject(listQuery);
export type DepartmentFilters = Omit<z.output<typeof departmentListQuery>, "limit" | "cursor">;
