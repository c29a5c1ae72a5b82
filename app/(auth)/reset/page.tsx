import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { findMeOrNull } from "@/lib/auth/member";
import { ResetForm } from "@/components/auth/reset-form";
import { ButtonLink } from "@/components/ui/button";
import { getTranslator } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("auth"))("reset.title") };
}

/** Reached with the session that the recovery code or link has opened. */
export default async function ResetPage() {
  const t = await getTranslator("auth");
  const me = await findMeOrNull();
  if (!me) {
    return (
      <AuthCard title={t("reset.expiredTitle")} intro={t("reset.expired")}>
        <ButtonLink href="/forgot" variant="primary" wide>
          {t("reset.again")}
        </ButtonLink>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t("reset.title")} intro={t("reset.intro", { email: me.user.email ?? "" })}>
      <ResetForm email={me.user.email ?? ""} />
    </AuthCard>
  );
}
