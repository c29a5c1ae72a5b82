import "server-only";
import { z } from "zod";
import { can } from "@/lib/auth/rules";
import type { Permissions } from "@/lib/auth/rules";
import {
  customField,
  customFieldUsage,
  type CustomField,
  type customFieldListQuery,
} from "@/lib/custom-fields/schema";
import { notFoundError } from "@/lib/errors";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

const COLUMNS =
  "id, entity, key, name, description, type, options, is_required, is_personal, is_active, position, version, " +
  "created_at, updated_at, deleted_at";

export function toCustomField(row: unknown): CustomField {
  return customField.parse(row);
}

export async function getCustomField(client: Client, orgId: string, id: string): Promise<CustomField> {
  const row = unwrap(
    await client
      .from("custom_field_definitions")
      .select(COLUMNS)
      .eq("org_id", orgId)
      .eq("id", id)
      .maybeSingle(),
  );
  if (!row) throw notFoundError();
  return toCustomField(row);
}

const keyOfList = z.object({ id: z.guid() });

/** In the order they were made; screens put them in the company's own. */
export async function listCustomFields(
  client: Client,
  orgId: string,
  { limit, cursor, entity, updated_after, include_deleted }: z.output<typeof customFieldListQuery>,
): Promise<Page<CustomField>> {
  let query = client.from("custom_field_definitions").select(COLUMNS).eq("org_id", orgId);
  const after = decodeCursor(cursor, keyOfList);
  if (after) query = query.gt("id", after.id);
  if (entity) query = query.eq("entity", entity);
  if (updated_after) query = query.gt("updated_at", updated_after);
  if (!include_deleted) query = query.is("deleted_at", null);
  const rows = unwrap(await query.order("id").limit(limit + 1)) as unknown[];
  return pageFrom(
    rows.map(toCustomField),
    limit,
    ({ id }) => ({ id }),
    (row) => row,
  );
}

/** What forms, lists and pages share; none for whom they are not. */
export async function allCustomFields(
  client: Client,
  { organization, permissions }: { organization: { id: string }; permissions: Permissions },
): Promise<Page<CustomField>> {
  if (!can({ permissions }, "read", "custom_fields")) return { data: [], next_cursor: null };
  return listCustomFields(client, organization.id, { limit: 200 });
}

/** Also of records the caller does not see: what is removed is removed for everybody. */
export async function getCustomFieldUsage(
  client: Client,
  id: string,
): Promise<z.output<typeof customFieldUsage>> {
  return customFieldUsage.parse(unwrap(await client.rpc("count_custom_field_values", { id })));
}
