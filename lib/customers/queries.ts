import "server-only";
import { z } from "zod";
import {
  customer,
  customerRow,
  type Customer,
  type customerListQuery,
  type CustomerRow,
} from "@/lib/customers/schema";
import { notFoundError } from "@/lib/errors";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import { type Page, wantedValues } from "@/lib/http/fields";
import type { Json } from "@/lib/supabase/database.types";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export const CUSTOMER_COLUMNS =
  "id, kind, first_name, last_name, company_name, display_name, email, phone, locale, status, source, notes, " +
  "do_not_contact, message_consent, message_consent_at, message_consent_source, assigned_to, referred_by, payment_terms_days, custom_fields, version, created_at, " +
  "updated_at, deleted_at";

/** Cuts a row to the shape of the wire; a column that is missing or of another type is our mistake and throws. */
export function toCustomer(row: unknown): Customer {
  return customer.parse(row);
}

export async function findCustomer(client: Client, orgId: string, id: string): Promise<Customer | null> {
  const answer = await client
    .from("customers")
    .select(CUSTOMER_COLUMNS)
    .eq("org_id", orgId)
    .eq("id", id)
    .maybeSingle();
  const row = unwrap(answer);
  return row ? toCustomer(row) : null;
}

/** Also a deleted one, for who may delete: its page offers to restore it. Throws 404. */
export async function getCustomer(client: Client, orgId: string, id: string): Promise<Customer> {
  const found = await findCustomer(client, orgId, id);
  if (!found) throw notFoundError();
  return found;
}

const keyOfList = z.object({ sort_name: z.string(), id: z.guid() });
const listed = customerRow.extend({ sort_name: z.string() });

/**
 * By name, page by page; with `q` the best matches first, on one page. Both are functions of the database, because
 * a search under RLS would leave the index.
 */
export async function listCustomers(
  client: Client,
  { q, limit, cursor, custom_fields, ...rest }: z.output<typeof customerListQuery>,
): Promise<Page<CustomerRow>> {
  const filters = custom_fields ? { ...rest, custom_fields: wantedValues(custom_fields) } : rest;
  if (q) return searchCustomers(client, q, filters, limit);
  const after_key = decodeCursor(cursor, keyOfList);
  const answer = await client.rpc("list_customers", { filters, page_limit: limit + 1, after_key });
  const rows = z.array(listed).parse(unwrap(answer));
  return pageFrom(
    rows,
    limit,
    ({ sort_name, id }) => ({ sort_name, id }),
    (row) => customerRow.parse(row),
  );
}

async function searchCustomers(
  client: Client,
  query: string,
  filters: Record<string, Json | undefined>,
  limit: number,
): Promise<Page<CustomerRow>> {
  const answer = await client.rpc("search_customers", { query, filters, page_limit: limit });
  return { data: z.array(customerRow).parse(unwrap(answer)), next_cursor: null };
}
