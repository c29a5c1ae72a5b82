import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { DemoPeople } from "@/components/auth/demo-people";
import { FootLink } from "@/components/auth/foot-link";
import { SignInForm } from "@/components/auth/sign-in-form";
import { TwoStepForm } from "@/components/auth/two-step-form";
import { single } from "@/components/shared/page-query";
import type { PageQuery } from "@/components/shared/page-query";
import { landingPath, safeNextPath } from "@/lib/auth/rules";
import { findMeOrNull } from "@/lib/auth/member";
import { owesCode } from "@/lib/auth/session";
import { publicConfig } from "@/lib/env";
import { getTranslator } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("auth"))("signIn.title") };
}

export default async function SignInPage({ searchParams }: { searchParams: PageQuery }) {
  const query = await searchParams;
  const next = safeNextPath(single(query.next));
  const t = await getTranslator("auth");
  if (await owesCode()) {
    return (
      <AuthCard title={t("twoStep.title")} intro={t("twoStep.intro")}>
        <TwoStepForm next={next} />
      </AuthCard>
    );
  }
  const me = await findMeOrNull();
  if (me) redirect(next ?? landingPath(me));
  const { demo, signupMode } = publicConfig();
  return (
    <AuthCard
      title={t("signIn.title")}
      foot={
        signupMode === "open" ? (
          <>
            {t("signIn.newHere")} <FootLink href="/sign-up">{t("signIn.signUp")}</FootLink>
          </>
        ) : null
      }
    >
      <SignInForm next={next} />
      {demo ? <DemoPeople next={next} /> : null}
    </AuthCard>
  );
}
