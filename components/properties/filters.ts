import { createLoader, parseAsBoolean, parseAsString, type inferParserType } from "nuqs/server";
import { fieldFilterOf } from "@/components/custom-fields/field-filter";
import type { CustomField } from "@/lib/custom-fields/schema";
import type { PropertyFilters } from "@/lib/properties/schema";

/** One object for the server's first read and the browser's filters: the address alone rebuilds the list. */
export const propertyParsers = {
  q: parseAsString.withDefault(""),
  deleted: parseAsBoolean.withDefault(false),
  fields: parseAsString,
  peek: parseAsString,
};
export type PropertyView = inferParserType<typeof propertyParsers>;

export const loadPropertyView = createLoader(propertyParsers);

/** Without the fields nobody can tell which of them are there: they are taken as they stand in the address. */
export function propertyFilters(view: PropertyView, fields?: readonly CustomField[]): PropertyFilters {
  return {
    q: view.q.trim().slice(0, 200) || undefined,
    include_deleted: view.deleted || undefined,
    custom_fields: fieldFilterOf(view.fields, "property", fields),
  };
}

export const PAGE_SIZE = 50;
