import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { FootLink } from "@/components/auth/foot-link";
import { ClosedOrganizations } from "@/components/closings/closed-organizations";
import { Onboarding } from "@/components/onboarding/onboarding";
import { StepHeader } from "@/components/onboarding/step-header";
import { toStep } from "@/components/onboarding/steps";
import { single } from "@/components/shared/page-query";
import type { PageQuery } from "@/components/shared/page-query";
import { memberClient, requireMe } from "@/lib/auth/member";
import { can, landingPath } from "@/lib/auth/rules";
import { listClosings } from "@/lib/closings/queries";
import { getTranslator } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("onboarding"))("title") };
}

export default async function OnboardingPage({ searchParams }: { searchParams: PageQuery }) {
  const [me, query, t] = await Promise.all([requireMe(), searchParams, getTranslator("onboarding")]);
  const isNew = single(query.new) !== null;
  const step = toStep(single(query.step), me.organization !== null && !isNew);
  // Whoever has a company and asks for no step, or for one that is not his to answer, is done here.
  const mayAnswer =
    (step === "trade" && can(me, "update", "organizations")) ||
    (step === "people" && can(me, "create", "invitations"));
  if (me.organization && !isNew && !mayAnswer) redirect(landingPath(me));
  const closings = me.organization ? [] : (await listClosings(await memberClient())).data;
  return (
    <AuthCard
      isWide
      title={t(`${step}.title`)}
      intro={t(`${step}.intro`)}
      foot={
        isNew && me.organization ? (
          <FootLink href={landingPath(me)}>{t("back", { name: me.organization.name })}</FootLink>
        ) : null
      }
    >
      <ClosedOrganizations closings={closings} />
      <StepHeader step={step} />
      <Onboarding key={step} step={step} userId={me.user.id} organization={isNew ? null : me.organization} />
    </AuthCard>
  );
}
