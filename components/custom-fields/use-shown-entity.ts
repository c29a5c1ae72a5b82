"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { FIELD_ENTITIES } from "@/lib/custom-fields/rules";

/** Whose fields the page shows, as `?of=property`; a new field is one of those. */
export function useShownEntity() {
  const [entity, setEntity] = useQueryState(
    "of",
    parseAsStringLiteral(FIELD_ENTITIES).withDefault("customer").withOptions({ history: "replace" }),
  );
  return { entity, show: (next: typeof entity) => void setEntity(next) };
}
