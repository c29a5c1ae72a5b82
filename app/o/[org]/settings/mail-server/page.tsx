import type { Metadata } from "next";
import { MailServerPage } from "@/components/settings/mail-server-page";
import { Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
import { mailServerKeys } from "@/lib/mail-servers/client";
import { getMailServer } from "@/lib/mail-servers/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.mail-server") };
}

export default async function MailServerSettings({ params }: Props) {
  const { org } = await params;
  requirePermission(await requireMember(org), "update", "settings");
  const [mailServer] = await Promise.allSettled([getMailServer(await memberClient())]);
  return (
    <Prefilled queries={[[mailServerKeys.all, mailServer.status === "fulfilled" ? mailServer.value : null]]}>
      <MailServerPage />
    </Prefilled>
  );
}
