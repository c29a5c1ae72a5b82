import type { Metadata } from "next";
import { TodayPage } from "@/components/today/today-page";
import { requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("today");
  return { title: t("title") };
}

export default async function OrganizationToday({ params }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "bookings");
  return <TodayPage />;
}
