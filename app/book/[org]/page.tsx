import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { BookingApp } from "@/components/online-booking/booking-app";
import { BookingFrame } from "@/components/online-booking/booking-frame";
import { FormOutcome } from "@/components/online-booking/form-outcome";
import { PlainForm } from "@/components/online-booking/plain-form";
import { AppError } from "@/lib/errors";
import { LANGUAGE_HEADER } from "@/lib/http/customer-pages";
import { readKeptForm } from "@/lib/http/kept-form";
import { readContext } from "@/lib/http/request-context";
import { Words } from "@/lib/i18n/client";
import { toLocale } from "@/lib/i18n/locales";
import { pickMessages } from "@/lib/i18n/messages";
import { getTranslatorOf } from "@/lib/i18n/server";
import { placeAttribution } from "@/lib/geocoding/queries";
import { getBookPage, openBooking } from "@/lib/online-booking/queries";
import { formatPhone } from "@/lib/phone";
import { dateIn } from "@/lib/time";
import { newId } from "@/lib/uuid";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<Record<string, string | undefined>> };

/** Once a request. A page that does not exist, or not any more, has no name. */
const findPage = cache(async (org: string) => {
  const head = await headers();
  const visit = await openBooking(org, readContext(head, "GET", "/book/{org}"), false).catch(
    (error: unknown) => {
      if (error instanceof AppError && error.status === 404) notFound();
      throw error;
    },
  );
  const locale = toLocale(head.get(LANGUAGE_HEADER)) ?? toLocale(visit.front.locale) ?? "en";
  return { front: visit.front, locale, page: await getBookPage(visit.client) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { front, locale } = await findPage((await params).org);
  const t = getTranslatorOf(locale, "online-booking");
  return { title: { absolute: t("pageTitle", { company: front.name }) } };
}

export default async function BookingPage({ params, searchParams }: Props) {
  const [{ org }, { done, problem }] = await Promise.all([params, searchParams]);
  const { front, locale, page } = await findPage(org);
  const t = getTranslatorOf(locale, "online-booking");
  const kept = problem ? readKeptForm(await cookies()) : null;
  const today = dateIn(Date.now(), front.time_zone);
  const phoneWords = front.phone && formatPhone(front.phone, front.country);
  return (
    <Words locale={locale} messages={pickMessages(locale, ["online-booking"])} timeZone={front.time_zone}>
      <BookingFrame slug={org} front={front} phoneWords={phoneWords} locale={locale}>
        <FormOutcome locale={locale} done={done} problem={problem} />
        <noscript>
          <style>{"[data-needs-script]{display:none}"}</style>
          <h1 className="mb-4 text-24 sm:text-30">{t("title")}</h1>
          <PlainForm
            slug={org}
            locale={locale}
            services={page.services}
            today={today}
            opId={newId()}
            kept={kept?.fields ?? {}}
            problem={problem}
          />
        </noscript>
        <div data-needs-script>
          <BookingApp
            slug={org}
            page={page}
            front={{ ...front, phone: phoneWords }}
            today={today}
            attribution={placeAttribution()}
          />
        </div>
      </BookingFrame>
    </Words>
  );
}
