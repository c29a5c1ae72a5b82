import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { FootLink } from "@/components/auth/foot-link";
import { SwitchPanel } from "@/components/auth/switch-panel";
import { ClosedOrganizations } from "@/components/closings/closed-organizations";
import { single } from "@/components/shared/page-query";
import type { PageQuery } from "@/components/shared/page-query";
import { memberClient, requireMe } from "@/lib/auth/member";
import { landingPath, safeNextPath } from "@/lib/auth/rules";
import { listClosings } from "@/lib/closings/queries";
import { getTranslator } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("auth"))("switch.title") };
}

export default async function SwitchPage({ searchParams }: { searchParams: PageQuery }) {
  const [me, query, t] = await Promise.all([requireMe(), searchParams, getTranslator("auth")]);
  const { data: closings } = await listClosings(await memberClient());
  const active = me.memberships.filter(({ status }) => status === "active");
  const wanted = active.find(({ slug }) => slug === query.to);
  const others = active.filter((membership) => membership !== wanted);
  const current = me.organization;
  return (
    <AuthCard
      title={wanted ? t("switch.wantedTitle", { wanted: wanted.name }) : t("switch.title")}
      intro={
        !wanted
          ? t("switch.intro")
          : current
            ? t("switch.wanted", { current: current.name, wanted: wanted.name })
            : t("switch.wantedOnly", { wanted: wanted.name })
      }
      foot={
        current ? (
          <FootLink href={landingPath(me)}>{t("switch.stay", { current: current.name })}</FootLink>
        ) : (
          <FootLink href="/onboarding">{t("switch.create")}</FootLink>
        )
      }
    >
      <SwitchPanel
        memberships={wanted ? [wanted, ...others] : others}
        currentId={current?.id ?? null}
        wantedSlug={wanted?.slug ?? null}
        next={safeNextPath(single(query.next))}
      />
      <ClosedOrganizations closings={closings} />
    </AuthCard>
  );
}
