"use client";

import { useTranslations } from "use-intl/react";

/** Sentences of the resource's form that know more than "This is needed." */
export function useResourceWords(): Record<string, string> {
  const t = useTranslations("resources");
  const shared = useTranslations("shared");
  return {
    "phone:too_small": shared("fields.invalid_phone"),
    "name:required": t("form.nameNeeded"),
    "user_id:duplicate": t("form.accountTaken"),
    "user_id:unknown": t("form.accountGone"),
  };
}
