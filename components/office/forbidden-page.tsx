"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useCan, useMember } from "@/components/shared/member";
import { Notice } from "@/components/shared/notice";
import { ButtonLink } from "@/components/ui/button";
import { useFormats } from "@/lib/i18n/client";
import { fetchMembers, memberKeys } from "@/lib/members/client";

const HELPERS = { role: "owner", status: "active" } as const;

/** A missing right names who can give it, as far as one may see who works here. */
export function ForbiddenPage() {
  const t = useTranslations("office");
  const roles = useTranslations("members.role");
  const formats = useFormats();
  const { organization } = useMember();
  const canSeePeople = useCan()("read", "members");
  const owners = useQuery({
    queryKey: memberKeys.list(HELPERS),
    queryFn: ({ signal }) => fetchMembers(HELPERS, { signal }),
    enabled: canSeePeople,
  });
  const names = owners.data?.data.flatMap(({ name, email }) => name ?? email ?? []) ?? [];
  return (
    <Notice
      code="403"
      title={t("forbidden.title")}
      action={
        <ButtonLink href="/" variant="primary">
          {t("notFound.home")}
        </ButtonLink>
      }
    >
      <p>{t("forbidden.text", { role: roles(organization.role) })}</p>
      <p>
        {names.length > 0
          ? t("forbidden.who", { names: formats.list(names) })
          : t("forbidden.whoNobody", { organization: organization.name })}
      </p>
    </Notice>
  );
}
