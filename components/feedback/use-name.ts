"use client";

import { useTranslations } from "use-intl/react";
import type { Feedback } from "@/lib/feedback/schema";

/** Whose rating it is, as far as one may know. */
export function useCustomerName({ customer }: Feedback): string {
  const t = useTranslations("feedback");
  return customer?.display_name ?? t("theCustomer");
}
