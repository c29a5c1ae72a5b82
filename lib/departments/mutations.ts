import "server-only";
import type { z } from "zod";
import { DEPARTMENT_COLUMNS, findDepartment, getDepartment, toDepartment } from "@/lib/departments/queries";
import type { Department, departmentCreate, departmentUpdate } from "@/lib/departments/schema";
import type { Outcome } from "@/lib/http/answer";
import { explainNoRow, outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createDepartment(
  client: Client,
  body: z.output<typeof departmentCreate>,
): Promise<Outcome<Department>> {
  return outcomeFrom(unwrap(await client.rpc("create_department", { payload: body })), toDepartment);
}

export async function updateDepartment(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
  body: z.output<typeof departmentUpdate>,
): Promise<Department> {
  let update = client
    .from("departments")
    .update(body)
    .eq("org_id", orgId)
    .eq("id", id)
    .is("deleted_at", null);
  if (expected !== null) update = update.eq("version", expected);
  const row = unwrap(await update.select(DEPARTMENT_COLUMNS).maybeSingle());
  return row ? toDepartment(row) : explainNoRow(expected, () => findDepartment(client, orgId, id));
}

export async function removeDepartment(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
): Promise<Department> {
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("delete_department", { id, expected_version: nullable(expected) })),
    () => getDepartment(client, orgId, id),
  );
  return rowFrom(answer, toDepartment);
}

export async function restoreDepartment(client: Client, id: string): Promise<Outcome<Department>> {
  return outcomeFrom(unwrap(await client.rpc("restore_department", { payload: { id } })), toDepartment);
}
