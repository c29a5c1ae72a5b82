import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { linkType } from "@/lib/auth/link-type";
import { ConfirmCode, ConfirmLink } from "@/components/auth/confirm-link";
import { single } from "@/components/shared/page-query";
import type { PageQuery } from "@/components/shared/page-query";
import { mailNextPath } from "@/lib/auth/mail-next";
import { appUrl } from "@/lib/env";
import { getTranslator } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("auth"))("confirm.title"), referrer: "no-referrer" };
}

export default async function ConfirmPage({ searchParams }: { searchParams: PageQuery }) {
  const query = await searchParams;
  const t = await getTranslator("auth");
  const type = linkType(single(query.type));
  const next = mailNextPath(single(query.next), appUrl());
  if (typeof query.token_hash !== "string" || type === null) {
    return (
      <AuthCard title={t("confirm.title")} intro={t("confirm.codeIntro")}>
        <ConfirmCode next={next} />
      </AuthCard>
    );
  }
  const isRecovery = type === "recovery";
  return (
    <AuthCard
      title={t(isRecovery ? "confirm.recoveryTitle" : "confirm.title")}
      intro={t(isRecovery ? "confirm.recoveryIntro" : "confirm.intro")}
    >
      <ConfirmLink tokenHash={query.token_hash} type={type} next={next} />
    </AuthCard>
  );
}
