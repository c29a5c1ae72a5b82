"use client";

import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import type { FieldEntity } from "@/lib/custom-fields/rules";
import type { CustomField } from "@/lib/custom-fields/schema";
import { findProblem } from "./call-fields";
import { anyTimeOn, hasAddress, isNamed, minutesOf } from "./call-form";
import type { CallForm } from "./call-form";
import { exactRange } from "./exact-range";
import type { Held } from "./use-hold";

type MissingOptions = { held: Held | null; hasJob: boolean; fields: readonly CustomField[] };

/**
 * The next thing that is needed before the visit can be planned, as a sentence; null when nothing is. A job that
 * exists says itself what is to be done, with a service or without.
 */
export function useMissing(form: CallForm, { held, hasJob, fields }: MissingOptions): string | null {
  const t = useTranslations("planning.missing");
  const { organization } = useMember();
  const own = (...entities: FieldEntity[]) => {
    const problem = findProblem(fields, form, { entities, hasJob });
    return problem && t(problem.code === "required" ? "field" : "fieldWrong", { name: problem.name });
  };
  if (!form.customer && !(form.isNewCustomer && isNamed(form))) return t("customer");
  const ofCustomer = own("customer");
  if (ofCustomer) return ofCustomer;
  if (!form.place && !(form.isNewPlace && hasAddress(form))) return t("place");
  const ofPlace = own("property");
  if (ofPlace) return ofPlace;
  if (!hasJob && !form.service && form.wish.trim() === "") return t("service");
  const ofWork = own("job", "booking");
  if (ofWork) return ofWork;
  const time = missingTime(form, held, form.place?.timeZone ?? organization.time_zone);
  return time && t(time);
}

function missingTime(form: CallForm, held: Held | null, zone: string) {
  if (form.mode === "backlog") return null;
  if (form.mode === "exact" && form.isAnyTime) return anyTimeOn(form) ? null : "day";
  if (minutesOf(form) === null) return "duration";
  if (form.mode === "slots") return held ? null : "slot";
  return exactRange(form, zone) ? null : "time";
}
