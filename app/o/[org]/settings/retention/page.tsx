import type { Metadata } from "next";
import { RetentionPage } from "@/components/settings/retention-page";
import { Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
import { settingKeys } from "@/lib/settings/client";
import { getSettings } from "@/lib/settings/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.retention") };
}

export default async function RetentionSettings({ params }: Props) {
  const { org } = await params;
  requirePermission(await requireMember(org), "read", "settings");
  // Counting may take a second: the page stands meanwhile, and the browser asks for the numbers.
  const [settings] = await Promise.allSettled([getSettings(await memberClient())]);
  return (
    <Prefilled queries={[[settingKeys.all, settings.status === "fulfilled" ? settings.value : null]]}>
      <RetentionPage />
    </Prefilled>
  );
}
