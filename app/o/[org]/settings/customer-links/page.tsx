import type { Metadata } from "next";
import { CustomerLinksPage } from "@/components/settings/customer-links-page";
import { Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireFeature, requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
import { settingKeys } from "@/lib/settings/client";
import { getSettings } from "@/lib/settings/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.customer-links") };
}

export default async function CustomerLinksSettings({ params }: Props) {
  const { org } = await params;
  const member = await requireMember(org);
  requirePermission(member, "read", "settings");
  requireFeature(member, "customer_links");
  // What cannot be read now is left to the browser, which asks again and shows its own error.
  const [settings] = await Promise.allSettled([getSettings(await memberClient())]);
  return (
    <Prefilled queries={[[settingKeys.all, settings.status === "fulfilled" ? settings.value : null]]}>
      <CustomerLinksPage />
    </Prefilled>
  );
}
