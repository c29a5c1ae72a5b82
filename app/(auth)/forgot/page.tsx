import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { FootLink } from "@/components/auth/foot-link";
import { ForgotForm } from "@/components/auth/forgot-form";
import { single } from "@/components/shared/page-query";
import type { PageQuery } from "@/components/shared/page-query";
import { getTranslator } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("auth"))("forgot.title") };
}

export default async function ForgotPage({ searchParams }: { searchParams: PageQuery }) {
  const { email } = await searchParams;
  const t = await getTranslator("auth");
  return (
    <AuthCard
      title={t("forgot.title")}
      intro={t("forgot.intro")}
      foot={<FootLink href="/sign-in">{t("forgot.back")}</FootLink>}
    >
      <ForgotForm initialEmail={single(email)?.slice(0, 254) ?? ""} />
    </AuthCard>
  );
}
