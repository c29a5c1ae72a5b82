"use client";

import { useTranslations } from "use-intl/react";
import { Facts } from "@/components/shared/facts";
import type { Fact } from "@/components/shared/facts";
import { useMember } from "@/components/shared/member";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import { Age, WhenWindow } from "@/components/shared/when";
import { useFormats } from "@/lib/i18n/client";
import type { TimeRange } from "@/lib/slots/schema";
import { factsOf } from "./backlog-item";
import type { BacklogItem } from "./backlog-item";

function Call({ phone }: { phone: string }) {
  const { country } = useMember().organization;
  const formatPhone = usePhoneFormat();
  return (
    <a href={`tel:${phone}`} className="font-medium text-accent-text underline-offset-4 hover:underline">
      {formatPhone(phone, country)}
    </a>
  );
}

function Ranges({ ranges, timeZone }: { ranges: readonly TimeRange[]; timeZone: string | null }) {
  return (
    <ul>
      {ranges.map((range) => (
        <li key={range.starts_at}>
          <WhenWindow from={range.starts_at} to={range.ends_at} timeZone={timeZone ?? undefined} />
        </li>
      ))}
    </ul>
  );
}

/** What is wanted, in the words of whoever asked, then what planning needs to know. */
export function ItemFactsList({ item }: { item: BacklogItem }) {
  const t = useTranslations("booking-requests.fact");
  const formats = useFormats();
  const facts = factsOf(item);
  const lines: (Fact | null)[] = [
    facts.service ? { label: t("service"), value: facts.service.name } : null,
    facts.place ? { label: t("place"), value: facts.place } : { label: t("place"), value: t("noPlace") },
    facts.phone ? { label: t("phone"), value: <Call phone={facts.phone} /> } : null,
    facts.wishes ? { label: t("wishes"), value: facts.wishes } : null,
    facts.preferred.length > 0
      ? { label: t("preferred"), value: <Ranges ranges={facts.preferred} timeZone={facts.timeZone} /> }
      : null,
    item.kind === "job" && item.job.skills.length > 0
      ? { label: t("skills"), value: formats.list(item.job.skills.map((skill) => skill.name)) }
      : null,
    item.kind === "request" ? { label: t("since"), value: <Age at={item.request.created_at} /> } : null,
  ];
  return (
    <div className="grid gap-4">
      {facts.description ? (
        <p className="max-w-[68ch] break-words whitespace-pre-wrap">{facts.description}</p>
      ) : null}
      <Facts facts={lines.filter((line) => line !== null)} />
    </div>
  );
}
