"use client";

import { useTranslations } from "use-intl/react";

/** Sentences of the customer's form that know more than "This is needed." */
export function useCustomerWords(): Record<string, string> {
  const t = useTranslations("customers");
  const shared = useTranslations("shared");
  return {
    "phone:too_small": shared("fields.invalid_phone"),
    "last_name:required": t("form.nameNeeded"),
    "company_name:required": t("form.companyNeeded"),
  };
}
