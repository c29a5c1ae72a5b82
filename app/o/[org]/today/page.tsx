import type { Metadata } from "next";
import { TodayPage } from "@/components/today/today-page";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
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
  const first = await getToday(await memberClient()).then(
    (today) => ({ today, atMs: Date.now() }),
    () => null,
  );
  return <TodayPage first={first} />;
}
