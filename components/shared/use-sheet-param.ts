"use client";

import { parseAsString, useQueryState } from "nuqs";

/** Which form lies over the page, as `?sheet=contact` or `?sheet=contact:<id>`: a link and a reload open it again. */
export function useSheetParam() {
  const [sheet, setSheet] = useQueryState("sheet", parseAsString);
  const [name = null, id = null] = sheet?.split(":") ?? [];
  return {
    name,
    id,
    open: (form: string, recordId?: string) =>
      void setSheet(recordId ? `${form}:${recordId}` : form, { history: "push" }),
    close: () => void setSheet(null, { history: "replace" }),
  };
}
