"use client";

import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import type { ResultDetail } from "@/lib/sync/schema";

const KNOWN = [
  "illegal_step",
  "report_changed",
  "incomplete",
  "not_found",
  "depends_on",
  "op_mismatch",
  "too_large",
  "double_booking",
  "reopen_too_late",
] as const;

/** Why it could not be done, in the world of whoever did it. */
export function useReason(): (code: string | null, detail: ResultDetail | null) => string {
  const t = useTranslations("field-app.reason");
  const formats = useFormats();
  return (code, detail) => {
    const known = KNOWN.find((each) => each === code);
    const labels = detail?.missing?.map((each) => (each.kind === "item" ? each.label : t("signature"))) ?? [];
    if (known === "incomplete" && labels.length > 0) return t("missing", { list: formats.list(labels) });
    return t(known ?? "other");
  };
}
