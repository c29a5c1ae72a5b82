"use client";

import { CalendarClock, ChevronDown } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";
import { mayAskForChange } from "@/lib/portal/rules";
import type { PortalState } from "@/lib/portal/schema";
import { ActionForm, ProblemLine } from "./action-form";
import { CallButton } from "./contact-card";
import { buttonLook, CARD, CARD_TITLE, INPUT, LINK } from "@/components/shared/customer-look";
import { usePortalLink, useRefused } from "./portal-context";

/** Another time or none, as long as the company's rules leave it to the customer; later its number. */
export function ChangeCard({ state }: { state: PortalState }) {
  const t = useTranslations("portal.change");
  const formats = useFormats();
  const { id } = usePortalLink();
  const { may, visit } = state;
  if (!mayAskForChange(state)) return null;
  const isTooLate = [may.reschedule, may.cancel].every((each) => !each.allowed);
  const until = may.reschedule.until ?? may.cancel.until ?? null;
  return (
    <section className={CARD} aria-labelledby="change-title">
      <h2 id="change-title" className={CARD_TITLE}>
        {t("title")}
      </h2>
      {isTooLate ? (
        <>
          <p className="mt-2 text-text-2">{t("tooLate")}</p>
          <CallButton className="mt-4 w-full" />
          {may.reschedule.reason === "too_late" ? (
            <a href={`/v/${id}/reschedule`} className={`${LINK} mt-2 inline-flex min-h-12 items-center`}>
              {t("wish")}
            </a>
          ) : null}
        </>
      ) : (
        <>
          {until ? (
            <p className="mt-1 text-text-2 tabular-nums" suppressHydrationWarning>
              {t("until", { moment: formats.dayTime(until, visit.time_zone) })}
            </p>
          ) : null}
          {may.reschedule.allowed ? (
            <a href={`/v/${id}/reschedule`} className={buttonLook("secondary", "mt-4 w-full")}>
              <CalendarClock aria-hidden />
              {t("move")}
            </a>
          ) : null}
          {may.cancel.allowed ? <Cancelling state={state} /> : null}
        </>
      )}
    </section>
  );
}

/** Asked once, because the office and the technician learn of it: the button names the visit that will not be. */
function Cancelling({ state: { visit } }: { state: PortalState }) {
  const t = useTranslations("portal.change");
  const formats = useFormats();
  const { company } = usePortalLink();
  const { reason } = useRefused("cancel");
  const day = visit.window ? formats.day(visit.window.starts_at, visit.time_zone) : "";
  return (
    <details className="group mt-2" open={reason !== undefined}>
      <summary className="flex min-h-12 list-none items-center justify-between gap-2 rounded-control px-1 text-text-2 [&::-webkit-details-marker]:hidden">
        {t("cancel")}
        <ChevronDown
          aria-hidden
          className="size-5 transition-transform duration-100 group-open:rotate-180"
          strokeWidth={1.75}
        />
      </summary>
      <ActionForm action="cancel" className="mt-2 rounded-card bg-sunken p-4">
        {({ isBusy, problem }) => (
          <>
            <p>{t("cancelEffect", { company })}</p>
            <label htmlFor="cancel-reason" className="mt-4 block font-medium">
              {t("reason")}
            </label>
            <textarea
              id="cancel-reason"
              name="reason"
              rows={2}
              maxLength={500}
              defaultValue={reason}
              className={cn(INPUT, "mt-2 resize-y")}
            />
            <button
              type="submit"
              aria-busy={isBusy || undefined}
              className={buttonLook("danger", "mt-4 w-full")}
              suppressHydrationWarning
            >
              {day ? t("cancelDay", { day }) : t("cancelButton")}
            </button>
            <ProblemLine problem={problem} />
          </>
        )}
      </ActionForm>
    </details>
  );
}
