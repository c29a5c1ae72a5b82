import type { Metadata } from "next";
import { Prefilled } from "@/components/shared/prefilled";
import { TodayPage } from "@/components/today/today-page";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
import { todayKeys } from "@/lib/today/client";
import { getToday } from "@/lib/today/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("today");
  return { title: t("title") };
}

export default async function OrganizationToday({ params }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "bookings");
  // What cannot be read now is left to the browser, which asks again and shows its own error.
  const [day] = await Promise.allSettled([getToday(await memberClient())]);
  return (
    <Prefilled queries={[[todayKeys.all, day.status === "fulfilled" ? day.value : null]]}>
      <TodayPage />
    </Prefilled>
  );
}
