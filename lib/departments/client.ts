import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type {
  Department,
  DepartmentCreate,
  DepartmentFilters,
  DepartmentUpdate,
} from "@/lib/departments/schema";

export const departmentKeys = {
  all: ["departments"] as const,
  list: (filters: DepartmentFilters) => ["departments", "list", filters] as const,
  record: (id: string) => ["departments", "record", id] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchDepartments(
  filters: DepartmentFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<Department>> {
  return api(`/departments${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function createDepartment(body: DepartmentCreate): Promise<Department> {
  return (await api<{ data: Department }>("/departments", { method: "POST", body })).data;
}

export async function updateDepartment(
  id: string,
  version: number,
  body: DepartmentUpdate,
): Promise<Department> {
  const options = { method: "PATCH", body, ifMatch: version } as const;
  return (await api<{ data: Department }>(`/departments/${id}`, options)).data;
}

export async function removeDepartment(id: string, version: number): Promise<Department> {
  return (await api<{ data: Department }>(`/departments/${id}`, { method: "DELETE", ifMatch: version })).data;
}

export async function restoreDepartment(id: string): Promise<Department> {
  return (await api<{ data: Department }>(`/departments/${id}/restore`, { method: "POST" })).data;
}
