import type { Metadata } from "next";
import { ProfilePage } from "@/components/settings/profile-page";
import { Prefilled } from "@/components/shared/prefilled";
import { requireMe, requireMember } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
import { meKeys } from "@/lib/me/client";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.profile") };
}

export default async function ProfileSettings({ params }: Props) {
  await requireMember((await params).org);
  return (
    <Prefilled queries={[[meKeys.all, await requireMe()]]}>
      <ProfilePage />
    </Prefilled>
  );
}
