import type { useTranslations } from "use-intl/react";

type Words = ReturnType<typeof useTranslations<"portal">>;

/** Codes with a sentence of their own; for the rest one sentence says that it did not work and what does. */
const KNOWN = [
  "offline",
  "timeout",
  "rate_limited",
  "too_late",
  "slot_taken",
  "hold_expired",
  "wrong_code",
  "code_locked",
  "feedback_given",
  "not_movable",
  "not_confirmable",
  "too_large",
  "invalid",
] as const;

export function problemWords(code: string, t: Words): string {
  const known = KNOWN.find((each) => each === code);
  return known ? t(`problem.${known}`) : t("problem.other");
}
