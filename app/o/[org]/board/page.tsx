import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { BoardPage } from "@/components/board/board-page";
import { loadBoardView, rangeOf, shownDate } from "@/components/board/view";
import { Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { boardKeys } from "@/lib/board/client";
import { getBoard } from "@/lib/board/queries";
import { getTranslator } from "@/lib/i18n/server";
import { dateIn } from "@/lib/time";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("board");
  return { title: t("title") };
}

export default async function OrganizationBoard({ params, searchParams }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "bookings");
  const zone = member.organization.time_zone;
  const view = await loadBoardView(searchParams);
  const { query } = rangeOf(view.view, shownDate(view, dateIn(new Date(), zone)), zone);
  // What cannot be read now is left to the browser, which asks again and shows its own error.
  const [board] = await Promise.allSettled([getBoard(await memberClient(), query)]);
  return (
    <Prefilled queries={[[boardKeys.range(query), board.status === "fulfilled" ? board.value : null]]}>
      <BoardPage />
    </Prefilled>
  );
}
