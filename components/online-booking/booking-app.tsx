"use client";

import { useTranslations } from "use-intl/react";
import { CARD } from "@/components/shared/customer-look";
import type { BookFront, BookPage } from "@/lib/online-booking/schema";
import { BookingSteps } from "./booking-steps";
import { ResultCard } from "./result-card";
import { useBooking } from "./use-booking";

type BookingAppProps = {
  slug: string;
  page: BookPage;
  front: BookFront;
  today: string;
  /** What has to stand where places come from a map. */
  attribution: string | null;
};

/** The page as it works with script. Without it the plain form beside it is the page. */
export function BookingApp({ slug, page, front, today, attribution }: BookingAppProps) {
  const t = useTranslations("online-booking");
  const booking = useBooking(slug, page, front.time_zone);
  if (booking.result) return <ResultCard slug={slug} result={booking.result} onAnother={booking.restart} />;
  return (
    <>
      <h1 className="mb-4 text-24 sm:text-30">{t("title")}</h1>
      {page.services.length === 0 ? (
        <p className={CARD}>
          {t("service.none")} {front.phone ? t("service.noneCall", { phone: front.phone }) : null}
        </p>
      ) : (
        <BookingSteps {...{ slug, page, front, today, attribution, booking }} />
      )}
    </>
  );
}
