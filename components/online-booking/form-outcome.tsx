import { CircleAlert, CircleCheck } from "lucide-react";
import type { Locale } from "@/lib/i18n/locales";
import { getTranslatorOf } from "@/lib/i18n/server";

type FormOutcomeProps = { locale: Locale; done: string | undefined; problem: string | undefined };

const FIELDS = ["name", "phone", "email", "service_type_id"];

/** What came of the form that was sent without script. The address holds a word, never a sentence. */
export function FormOutcome({ locale, done, problem }: FormOutcomeProps) {
  const t = getTranslatorOf(locale, "online-booking");
  if (done === "request") {
    return (
      <p role="status" className="mb-4 flex gap-3 rounded-card bg-success-tint px-4 py-3">
        <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-success" strokeWidth={1.75} />
        {t("done.requested")}. {t("done.requestedLead")}
      </p>
    );
  }
  if (!problem) return null;
  const words = () => {
    if (problem === "phone" || problem === "email") return t(`field.${problem}`);
    if (problem === "rate_limited") return t("tooMany");
    if (problem === "invalid" || FIELDS.includes(problem) || problem.startsWith("address"))
      return t("problem.invalid");
    return t("problem.other");
  };
  return (
    <p role="alert" className="mb-4 flex gap-3 rounded-card bg-danger-tint px-4 py-3">
      <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-danger" strokeWidth={1.75} />
      {words()}
    </p>
  );
}
