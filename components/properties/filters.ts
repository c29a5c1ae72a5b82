import { createLoader, parseAsBoolean, parseAsString, type inferParserType } from "nuqs/server";
import type { PropertyFilters } from "@/lib/properties/schema";

/** One object for the server's first read and the browser's filters: the address alone rebuilds the list. */
export const propertyParsers = {
  q: parseAsString.withDefault(""),
  deleted: parseAsBoolean.withDefault(false),
  peek: parseAsString,
};
export type PropertyView = inferParserType<typeof propertyParsers>;

export const loadPropertyView = createLoader(propertyParsers);

export function propertyFilters(view: PropertyView): PropertyFilters {
  return {
    q: view.q.trim().slice(0, 200) || undefined,
    include_deleted: view.deleted || undefined,
  };
}

export const PAGE_SIZE = 50;
