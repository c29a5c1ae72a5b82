import type { Metadata } from "next";
import { BoardPage } from "@/components/board/board-page";
import { requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("board");
  return { title: t("title") };
}

export default async function OrganizationBoard({ params }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "bookings");
  return <BoardPage />;
}
