import "server-only";
import type { z } from "zod";
import { CUSTOMER_COLUMNS, findCustomer, getCustomer, toCustomer } from "@/lib/customers/queries";
import type { Customer, customerCreate, customerUpdate } from "@/lib/customers/schema";
import { AppError, invalidField } from "@/lib/errors";
import type { Outcome } from "@/lib/http/answer";
import { explainNoRow, outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { normalizePhone } from "@/lib/organizations/queries";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createCustomer(
  client: Client,
  orgId: string,
  body: z.output<typeof customerCreate>,
): Promise<Outcome<Customer>> {
  const payload = { ...body, ...(await normalizePhone(client, orgId, body)) };
  return outcomeFrom(unwrap(await client.rpc("create_customer", { payload })), toCustomer);
}

/** `expected` is the version the caller saw, null for any. A deleted customer is restored first, not changed. */
export async function updateCustomer(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
  body: z.output<typeof customerUpdate>,
): Promise<Customer> {
  const changes = { ...body, ...(await normalizePhone(client, orgId, body)) };
  let update = client
    .from("customers")
    .update(changes)
    .eq("org_id", orgId)
    .eq("id", id)
    .is("deleted_at", null);
  if (expected !== null) update = update.eq("version", expected);
  const answer = await update.select(CUSTOMER_COLUMNS).maybeSingle();
  const row = namingField(body, () => unwrap(answer));
  return row ? toCustomer(row) : explainNoRow(expected, () => findCustomer(client, orgId, id));
}

/** The constraint says that a name is missing, but not which one: that depends on the kind. */
function namingField<T>({ kind, ...named }: z.output<typeof customerUpdate>, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const isCompany = kind ? kind === "company" : "company_name" in named;
    const isNameless = error instanceof AppError && error.errors.some(({ code }) => code === "required");
    if (isCompany && isNameless) throw invalidField("company_name", "required", "A name is needed.");
    throw error;
  }
}

/** Soft: contacts and properties go with it, all of it comes back by restoring. */
export async function removeCustomer(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
): Promise<Customer> {
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("delete_customer", { id, expected_version: nullable(expected) })),
    () => getCustomer(client, orgId, id),
  );
  return rowFrom(answer, toCustomer);
}

export async function restoreCustomer(client: Client, id: string): Promise<Outcome<Customer>> {
  return outcomeFrom(unwrap(await client.rpc("restore_customer", { payload: { id } })), toCustomer);
}
