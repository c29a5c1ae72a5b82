"use client";

import { useTranslations } from "use-intl/react";
import { cn } from "@/lib/cn";
import { bodyOfForm, DAY_PARTS, WISHES, type DayPart } from "@/lib/portal/rules";
import { ActionForm, ProblemLine } from "./action-form";
import { buttonLook, CARD, CARD_TITLE, INPUT } from "@/components/shared/customer-look";
import { usePortalLink, useRefused } from "./portal-context";

type WishesFormProps = { firstId: string; hasSlots: boolean; today: string; timeZone: string };

const PARTS = Object.keys(DAY_PARTS) as DayPart[];

/** Where nothing fits: three days one could, as a request to the office. The present time stays until it answers. */
export function WishesForm({ firstId, hasSlots, today, timeZone }: WishesFormProps) {
  const t = useTranslations("portal.wishes");
  const isRefused = useRefused("reschedule").day_1 !== undefined;
  const form = <Wishes firstId={firstId} today={today} timeZone={timeZone} />;
  if (!hasSlots)
    return (
      <section className={CARD} aria-labelledby="wishes-title">
        <h2 id="wishes-title" className={CARD_TITLE}>
          {t("none")}
        </h2>
        {form}
      </section>
    );
  return (
    <details className={CARD} open={isRefused}>
      <summary className="flex min-h-12 items-center font-medium">{t("title")}</summary>
      {form}
    </details>
  );
}

function Wishes({ firstId, today, timeZone }: Omit<WishesFormProps, "hasSlots">) {
  const t = useTranslations("portal.wishes");
  const { id, company } = usePortalLink();
  const { note } = useRefused("reschedule");
  return (
    <ActionForm
      action="reschedule"
      firstId={firstId}
      className="mt-4 grid gap-4"
      toBody={(fields) => bodyOfForm("reschedule", fields, timeZone)}
      onDone={() => location.assign(`/v/${id}?done=wishes`)}
    >
      {({ isBusy, problem }) => (
        <>
          {WISHES.map((number) => (
            <Wish key={number} number={number} today={today} />
          ))}
          <div>
            <label htmlFor="wish-note" className="block font-medium">
              {t("note")}
            </label>
            <textarea
              id="wish-note"
              name="note"
              rows={2}
              maxLength={1000}
              defaultValue={note}
              className={cn(INPUT, "mt-2 resize-y")}
            />
          </div>
          <div>
            <button
              type="submit"
              aria-busy={isBusy || undefined}
              className={buttonLook("secondary", "w-full")}
            >
              {t("send", { company })}
            </button>
            <p className="mt-3 text-14 text-text-2">{t("effect")}</p>
            <ProblemLine problem={problem} />
          </div>
        </>
      )}
    </ActionForm>
  );
}

function Wish({ number, today }: { number: (typeof WISHES)[number]; today: string }) {
  const t = useTranslations("portal.wishes");
  const refused = useRefused("reschedule");
  return (
    <fieldset className="grid min-w-0 grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-2 max-[22rem]:grid-cols-1">
      <legend className="mb-2 font-medium">{t("wish", { number })}</legend>
      <input
        type="date"
        name={`day_${number}`}
        min={today}
        defaultValue={refused[`day_${number}`]}
        required={number === 1}
        aria-label={t("day")}
        className={INPUT}
      />
      <select
        name={`part_${number}`}
        aria-label={t("part")}
        defaultValue={refused[`part_${number}`] ?? "any"}
        className={INPUT}
      >
        {PARTS.map((part) => (
          <option key={part} value={part}>
            {t(`parts.${part}`)}
          </option>
        ))}
      </select>
    </fieldset>
  );
}
