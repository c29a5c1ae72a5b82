import {
  createLoader,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs/server";
import { resourceKeys } from "@/lib/resources/client";
import { RESOURCE_KINDS } from "@/lib/resources/rules";
import type { ResourceFilters } from "@/lib/resources/schema";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One object for the server's first read and the browser's filters: the address alone rebuilds the list. */
export const resourceParsers = {
  q: parseAsString.withDefault(""),
  kind: parseAsStringLiteral(RESOURCE_KINDS),
  skill: parseAsString,
  inactive: parseAsBoolean.withDefault(false),
  deleted: parseAsBoolean.withDefault(false),
};
export type ResourceView = inferParserType<typeof resourceParsers>;

export const loadResourceView = createLoader(resourceParsers);

/** Who is not in use any more is shown on demand only, and then with the others. */
export function resourceFilters(view: ResourceView): ResourceFilters {
  return {
    q: view.q.trim().slice(0, 200) || undefined,
    kind: view.kind ?? undefined,
    skill_id: view.skill && UUID.test(view.skill) ? view.skill : undefined,
    is_active: view.inactive ? undefined : true,
    include_deleted: view.deleted || undefined,
  };
}

export const PAGE_SIZE = 100;

/** Page by page, which is another shape than the plain lists that pickers read under the same filters. */
export const pagesKey = (filters: ResourceFilters) => [...resourceKeys.list(filters), "pages"] as const;
