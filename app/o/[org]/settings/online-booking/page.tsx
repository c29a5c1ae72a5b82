import type { Metadata } from "next";
import { OnlineBookingPage } from "@/components/settings/online-booking-page";
import { Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireFeature, requireMember, requirePermission } from "@/lib/auth/member";
import { appUrl } from "@/lib/env";
import { getTranslator } from "@/lib/i18n/server";
import { settingKeys } from "@/lib/settings/client";
import { getSettings } from "@/lib/settings/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.online-booking") };
}

export default async function OnlineBookingSettings({ params }: Props) {
  const { org } = await params;
  const member = await requireMember(org);
  requirePermission(member, "read", "settings");
  requireFeature(member, "online_booking");
  // What cannot be read now is left to the browser, which asks again and shows its own error.
  const [settings] = await Promise.allSettled([getSettings(await memberClient())]);
  return (
    <Prefilled queries={[[settingKeys.all, settings.status === "fulfilled" ? settings.value : null]]}>
      <OnlineBookingPage address={`${appUrl()}/book/${org}`} />
    </Prefilled>
  );
}
