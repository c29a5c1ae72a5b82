import {
  createLoader,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs/server";
import { fieldFilterOf } from "@/components/custom-fields/field-filter";
import type { CustomerFilters } from "@/lib/customers/schema";
import type { CustomField } from "@/lib/custom-fields/schema";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One object for the server's first read and the browser's filters: the address alone rebuilds the list. */
export const customerParsers = {
  q: parseAsString.withDefault(""),
  kind: parseAsStringLiteral(["person", "company"] as const),
  status: parseAsStringLiteral(["lead", "active", "inactive"] as const),
  responsible: parseAsString,
  tag: parseAsString,
  fields: parseAsString,
  deleted: parseAsBoolean.withDefault(false),
  peek: parseAsString,
};
export type CustomerView = inferParserType<typeof customerParsers>;

export const loadCustomerView = createLoader(customerParsers);

const idOf = (text: string | null) => (text && UUID.test(text) ? text : undefined);

/** What the API is asked for; a hand-written address with nonsense in it asks for less, not for an error. */
export function customerFilters(view: CustomerView, fields?: readonly CustomField[]): CustomerFilters {
  return {
    q: view.q.trim().slice(0, 200) || undefined,
    kind: view.kind ?? undefined,
    status: view.status ?? undefined,
    assigned_to: idOf(view.responsible),
    tag_id: idOf(view.tag),
    custom_fields: fieldFilterOf(view.fields, "customer", fields),
    include_deleted: view.deleted || undefined,
  };
}

export const PAGE_SIZE = 50;
