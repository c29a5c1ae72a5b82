import type { Metadata } from "next";
import { ModulesPage } from "@/components/settings/modules-page";
import { Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
import { settingKeys } from "@/lib/settings/client";
import { getSettings } from "@/lib/settings/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.modules") };
}

export default async function ModuleSettings({ params }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "settings");
  return (
    <Prefilled queries={[[settingKeys.all, await getSettings(await memberClient())]]}>
      <ModulesPage />
    </Prefilled>
  );
}
