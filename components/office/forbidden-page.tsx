"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { useCan, useMember } from "@/components/shared/member";
import { Notice } from "@/components/shared/notice";
import { useRoleName } from "@/components/shared/role-name";
import { ButtonLink } from "@/components/ui/button";
import { useFormats } from "@/lib/i18n/client";
import { fetchMembers, memberKeys } from "@/lib/members/client";
import type { Feature } from "@/lib/auth/rules";
import { closedFeature } from "./closed-feature";

const HELPERS = { role: "owner", status: "active" } as const;

/** Either the page belongs to a part that is off for everybody, or the right to it is missing. */
export function ForbiddenPage() {
  const { features } = useMember().organization;
  const closed = closedFeature(usePathname(), features);
  return closed ? <ClosedPage feature={closed} /> : <MissingRight />;
}

function ClosedPage({ feature }: { feature: Feature }) {
  const t = useTranslations("office.forbidden");
  const parts = useTranslations("settings.modules");
  const settings = useTranslations("settings");
  const { slug, name } = useMember().organization;
  const maySwitch = useCan()("update", "settings");
  return (
    <Notice
      code="403"
      title={t("closed")}
      action={
        maySwitch ? (
          <ButtonLink href={`/o/${slug}/settings/modules`} variant="primary">
            {settings("page.modules")}
          </ButtonLink>
        ) : (
          <Home />
        )
      }
    >
      <p>{t("closedText", { name: parts(`${feature}.name`), organization: name })}</p>
      {maySwitch ? null : <p>{t("closedWho", { organization: name })}</p>}
    </Notice>
  );
}

/** Names who can give the right, as far as one may see who works here. */
function MissingRight() {
  const t = useTranslations("office.forbidden");
  const formats = useFormats();
  const role = useRoleName();
  const { organization } = useMember();
  const canSeePeople = useCan()("read", "members");
  const owners = useQuery({
    queryKey: memberKeys.list(HELPERS),
    queryFn: ({ signal }) => fetchMembers(HELPERS, { signal }),
    enabled: canSeePeople,
  });
  const names = owners.data?.data.flatMap(({ name, email }) => name ?? email ?? []) ?? [];
  return (
    <Notice code="403" title={t("title")} action={<Home />}>
      <p>{t("text", { role })}</p>
      <p>
        {names.length > 0
          ? t("who", { names: formats.list(names) })
          : t("whoNobody", { organization: organization.name })}
      </p>
    </Notice>
  );
}

function Home(): ReactNode {
  const t = useTranslations("office.notFound");
  return (
    <ButtonLink href="/" variant="primary">
      {t("home")}
    </ButtonLink>
  );
}
