"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { Facts } from "@/components/shared/facts";
import type { Fact } from "@/components/shared/facts";
import { useCan, useMember } from "@/components/shared/member";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import type { Booking } from "@/lib/bookings/schema";
import { placeOf, useVisitWords, workOf } from "./use-visit-words";
import { VisitWhen } from "./visit-when";

const link = "font-medium text-accent-text underline-offset-4 hover:underline";

/** A link where one may read the record, else its name. */
function Record({ href, children }: { href: string | null; children: ReactNode }) {
  if (href === null) return <>{children}</>;
  return (
    <Link href={href} className={link}>
      {children}
    </Link>
  );
}

/** When, who, what, where, whose: in the order in which they are asked on the phone. */
export function VisitFacts({ visit }: { visit: Booking }) {
  const t = useTranslations("bookings.fact");
  const words = useVisitWords();
  const formatPhone = usePhoneFormat();
  const may = useCan();
  const { organization } = useMember();
  const base = `/o/${organization.slug}`;
  const { customer, property } = visit.job;
  const facts: (Fact | null)[] = [
    { label: t("when"), value: <VisitWhen visit={visit} /> },
    { label: t("people"), value: words.people(visit.assignments) },
    { label: t("service"), value: workOf(visit) },
    {
      label: t("customer"),
      value: (
        <Record href={may("read", "customers") ? `${base}/customers/${customer.id}` : null}>
          {customer.display_name}
        </Record>
      ),
    },
    customer.phone
      ? {
          label: t("phone"),
          value: (
            <a href={`tel:${customer.phone}`} className={link}>
              {formatPhone(customer.phone, organization.country)}
            </a>
          ),
        }
      : null,
    {
      label: t("place"),
      value: (
        <Record href={may("read", "properties") ? `${base}/properties/${property.id}` : null}>
          {placeOf(visit)}
        </Record>
      ),
    },
    {
      label: t("job"),
      value: (
        <Record href={`${base}/jobs/${visit.job_id}`}>
          {visit.job.number} {visit.job.title}
        </Record>
      ),
    },
    visit.status_reason ? { label: t("reason"), value: visit.status_reason } : null,
  ];
  return <Facts facts={facts.filter((fact) => fact !== null)} />;
}
