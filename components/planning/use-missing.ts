"use client";

import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { anyTimeOn, hasAddress, isNamed, minutesOf } from "./call-form";
import type { CallForm } from "./call-form";
import { exactRange } from "./exact-range";
import type { Held } from "./use-hold";

/**
 * The next thing that is needed before the visit can be planned, as a sentence; null when nothing is. A job that
 * exists says itself what is to be done, with a service or without.
 */
export function useMissing(form: CallForm, held: Held | null, hasJob: boolean): string | null {
  const t = useTranslations("planning.missing");
  const { organization } = useMember();
  if (!form.customer && !(form.isNewCustomer && isNamed(form))) return t("customer");
  if (!form.place && !(form.isNewPlace && hasAddress(form))) return t("place");
  if (!hasJob && !form.service && form.wish.trim() === "") return t("service");
  if (form.mode === "backlog") return null;
  if (form.mode === "exact" && form.isAnyTime) return anyTimeOn(form) ? null : t("day");
  if (minutesOf(form) === null) return t("duration");
  if (form.mode === "slots") return held ? null : t("slot");
  return exactRange(form, form.place?.timeZone ?? organization.time_zone) ? null : t("time");
}
