import "server-only";
import { z } from "zod";
import { department, type Department, type departmentListQuery } from "@/lib/departments/schema";
import { notFoundError } from "@/lib/errors";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export const DEPARTMENT_COLUMNS = "id, name, lead_id, version, created_at, updated_at, deleted_at";

export function toDepartment(row: unknown): Department {
  return department.parse(row);
}

export async function findDepartment(client: Client, orgId: string, id: string): Promise<Department | null> {
  const row = unwrap(
    await client
      .from("departments")
      .select(DEPARTMENT_COLUMNS)
      .eq("org_id", orgId)
      .eq("id", id)
      .maybeSingle(),
  );
  return row ? toDepartment(row) : null;
}

export async function getDepartment(client: Client, orgId: string, id: string): Promise<Department> {
  const found = await findDepartment(client, orgId, id);
  if (!found) throw notFoundError();
  return found;
}

const keyOfList = z.object({ id: z.guid() });

/** In the order they were made; screens sort by name. */
export async function listDepartments(
  client: Client,
  orgId: string,
  { limit, cursor, updated_after, include_deleted }: z.output<typeof departmentListQuery>,
): Promise<Page<Department>> {
  let query = client.from("departments").select(DEPARTMENT_COLUMNS).eq("org_id", orgId);
  const after = decodeCursor(cursor, keyOfList);
  if (after) query = query.gt("id", after.id);
  if (updated_after) query = query.gt("updated_at", updated_after);
  if (!include_deleted) query = query.is("deleted_at", null);
  const rows = unwrap(await query.order("id").limit(limit + 1)) as unknown[];
  return pageFrom(
    rows.map(toDepartment),
    limit,
    ({ id }) => ({ id }),
    (row) => row,
  );
}
