import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { findMeOrNull } from "@/lib/auth/member";
import { FootLink } from "@/components/auth/foot-link";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { ButtonLink } from "@/components/ui/button";
import { landingPath } from "@/lib/auth/rules";
import { publicConfig } from "@/lib/env";
import { getTranslator } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("auth"))("signUp.title") };
}

export default async function SignUpPage() {
  const t = await getTranslator("auth");
  const { signupMode } = publicConfig();
  if (signupMode !== "open") {
    const isByInvitation = signupMode === "invite";
    return (
      <AuthCard
        title={t(isByInvitation ? "signUp.closedTitle" : "signUp.nobodyTitle")}
        intro={t(isByInvitation ? "signUp.closed" : "signUp.nobody")}
      >
        <ButtonLink href="/sign-in" variant="primary" wide>
          {t("signUp.toSignIn")}
        </ButtonLink>
      </AuthCard>
    );
  }
  const me = await findMeOrNull();
  if (me) redirect(landingPath(me));
  return (
    <AuthCard
      title={t("signUp.title")}
      intro={t("signUp.intro")}
      foot={
        <>
          {t("signUp.have")} <FootLink href="/sign-in">{t("signUp.signIn")}</FootLink>
        </>
      }
    >
      <SignUpForm next={null} submitLabel={t("signUp.submit")} />
    </AuthCard>
  );
}
