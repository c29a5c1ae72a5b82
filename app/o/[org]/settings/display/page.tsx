import type { Metadata } from "next";
import { DisplayPage } from "@/components/settings/display-page";
import { requireMember } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.display") };
}

export default async function DisplaySettings({ params }: Props) {
  await requireMember((await params).org);
  return <DisplayPage />;
}
