"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { Facts } from "@/components/shared/facts";
import type { Fact } from "@/components/shared/facts";
import { useCan, useMember } from "@/components/shared/member";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import { useFormats } from "@/lib/i18n/client";
import type { Resource } from "@/lib/resources/schema";

const linkLook = "touch-target min-h-6 break-all text-accent-text underline-offset-4 hover:underline";

/** Account, how to reach, where the day starts. What is unknown is left out. */
export function ResourceFacts({ resource }: { resource: Resource }) {
  const t = useTranslations("resources");
  const { country, time_zone } = useMember().organization;
  const formatPhone = usePhoneFormat();
  const formats = useFormats();
  const { user, phone, email, home } = resource;
  const facts: (Fact | null)[] = [
    { label: t("form.kind"), value: t(`kind.${resource.kind}`) },
    resource.kind === "technician"
      ? { label: t("form.account"), value: user ? (user.email ?? user.name) : <NoAccount email={email} /> }
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
      : { label: t("form.timeZone"), value: formats.zone(resource.time_zone) },
  ];
  return <Facts facts={facts.filter((fact) => fact !== null)} />;
}

/** Who is to sign in is invited as a technician; afterwards the account is chosen in the form. */
function NoAccount({ email }: { email: string | null }) {
  const t = useTranslations("resources");
  const { slug } = useMember().organization;
  const mayInvite = useCan()("create", "invitations");
  const query = new URLSearchParams({ invite: "technician", ...(email ? { email } : {}) });
  return (
    <span className="flex flex-wrap gap-x-3">
      {t("form.noAccount")}
      {mayInvite ? (
        <Link href={`/o/${slug}/settings/members?${query.toString()}`} className={linkLook}>
          {t("inviteThis")}
        </Link>
      ) : null}
    </span>
  );
}
