"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Facts } from "@/components/shared/facts";
import type { Fact } from "@/components/shared/facts";
import { useCan, useMember } from "@/components/shared/member";
import { Priority } from "@/components/shared/priority";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import { When } from "@/components/shared/when";
import { useFormats } from "@/lib/i18n/client";
import { isJobOver } from "@/lib/jobs/rules";
import type { Job } from "@/lib/jobs/schema";
import { DueDate } from "@/components/shared/due-date";

const link = "font-medium text-accent-text underline-offset-4 hover:underline";

function Record({ href, children }: { href: string | null; children: ReactNode }) {
  if (href === null) return <>{children}</>;
  return (
    <Link href={href} className={link}>
      {children}
    </Link>
  );
}

function useWhose({ customer, property }: Job): Fact[] {
  const t = useTranslations("jobs.fact");
  const may = useCan();
  const { organization } = useMember();
  const formatPhone = usePhoneFormat();
  const base = `/o/${organization.slug}`;
  const facts: (Fact | null)[] = [
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
          {[property.line1, property.city].filter(Boolean).join(", ")}
        </Record>
      ),
    },
  ];
  return facts.filter((fact) => fact !== null);
}

/** Whose, what kind, how pressing, by when: what decides about planning it. */
export function JobFacts({ job }: { job: Job }) {
  const t = useTranslations("jobs.fact");
  const sources = useTranslations("jobs.source");
  const formats = useFormats();
  const facts: (Fact | null)[] = [
    ...useWhose(job),
    job.service_type ? { label: t("service"), value: job.service_type.name } : null,
    { label: t("priority"), value: <Priority value={job.priority} /> },
    job.due_on
      ? { label: t("due"), value: <DueDate on={job.due_on} isOver={isJobOver(job.status)} /> }
      : null,
    job.duration_min === null ? null : { label: t("duration"), value: formats.duration(job.duration_min) },
    job.wishes ? { label: t("wishes"), value: job.wishes } : null,
    { label: t("source"), value: sources(job.source) },
    { label: t("since"), value: <When at={job.created_at} show="day" /> },
  ];
  return <Facts facts={facts.filter((fact) => fact !== null)} />;
}
