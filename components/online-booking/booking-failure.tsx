"use client";

import { useTranslations } from "use-intl/react";
import { buttonLook } from "@/components/shared/customer-look";

/** In place of the page. What was typed lies on the device and is there again after the next try. */
export function BookingFailure({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations("online-booking.failure");
  return (
    <main className="mx-auto grid min-h-dvh max-w-[35rem] content-center gap-4 px-4 text-16">
      <div className="grid gap-2" role="alert">
        <h1 className="text-24">{t("title")}</h1>
        <p className="text-text-2">{t("text")}</p>
      </div>
      <button type="button" onClick={onRetry} className={buttonLook("primary", "sm:justify-self-start")}>
        {t("again")}
      </button>
    </main>
  );
}
