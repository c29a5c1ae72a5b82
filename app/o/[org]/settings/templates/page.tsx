import type { Metadata } from "next";
import { LateMessagesCard } from "@/components/settings/late-messages-card";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Prefilled } from "@/components/shared/prefilled";
import { TemplateList } from "@/components/templates/template-list";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
import { templateKeys } from "@/lib/templates/client";
import { listTemplates } from "@/lib/templates/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.templates") };
}

export default async function TemplatesSettings({ params }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "templates");
  const t = await getTranslator("templates");
  const rows = await listTemplates(await memberClient());
  return (
    <Prefilled queries={[[templateKeys.list(), rows]]}>
      <SettingsFrame page="templates" about={t("about")} isWide>
        <TemplateList />
        <LateMessagesCard />
      </SettingsFrame>
    </Prefilled>
  );
}
