"use client";

import { useTranslations } from "use-intl/react";
import { Facts } from "@/components/shared/facts";
import type { Fact } from "@/components/shared/facts";
import { useMember } from "@/components/shared/member";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import { zoneLabel } from "@/lib/places";
import type { Resource } from "@/lib/resources/schema";

const linkLook = "touch-target min-h-6 break-all text-accent-text underline-offset-4 hover:underline";

/** Account, how to reach, where the day starts. What is unknown is left out. */
export function ResourceFacts({ resource }: { resource: Resource }) {
  const t = useTranslations("resources");
  const { country, time_zone } = useMember().organization;
  const formatPhone = usePhoneFormat();
  const { user, phone, email, home } = resource;
  const facts: (Fact | null)[] = [
    { label: t("form.kind"), value: t(`kind.${resource.kind}`) },
    resource.kind === "technician"
      ? { label: t("form.account"), value: user ? (user.email ?? user.name) : t("form.noAccount") }
      : null,
    phone
      ? {
          label: t("form.phone"),
          value: (
            <a href={`tel:${phone}`} className={linkLook}>
              {formatPhone(phone, country)}
            </a>
          ),
        }
      : null,
    email
      ? {
          label: t("form.email"),
          value: (
            <a href={`mailto:${email}`} className={linkLook}>
              {email}
            </a>
          ),
        }
      : null,
    home ? { label: t("form.home"), value: home.address ?? `${home.lat}, ${home.lng}` } : null,
    resource.time_zone === time_zone
      ? null
      : { label: t("form.timeZone"), value: zoneLabel(resource.time_zone) },
  ];
  return <Facts facts={facts.filter((fact) => fact !== null)} />;
}
