import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { ClosePage } from "@/components/closings/close-page";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.close") };
}

export default async function CloseSettings({ params }: Props) {
  const { org } = await params;
  const member = await requireMember(org);
  requirePermission(member, "delete", "organizations");
  if (member.role !== "owner") forbidden();
  const t = await getTranslator("closings");
  return (
    <SettingsFrame page="close" about={t("about")}>
      <ClosePage />
    </SettingsFrame>
  );
}
