import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { FeedbackPage } from "@/components/feedback/feedback-page";
import { feedbackFilters, loadFeedbackView, PAGE_SIZE, summaryFilters } from "@/components/feedback/filters";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { feedbackKeys } from "@/lib/feedback/client";
import { getFeedbackSummary, listFeedback } from "@/lib/feedback/queries";
import { getTranslator } from "@/lib/i18n/server";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("feedback");
  return { title: t("title") };
}

export default async function OfficeFeedbackPage({ params, searchParams }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "feedback");
  const client = await memberClient();
  const filters = feedbackFilters(await loadFeedbackView(searchParams));
  const of = summaryFilters(filters);
  const [page, summary] = await Promise.all([
    listFeedback(client, { ...filters, limit: PAGE_SIZE }),
    getFeedbackSummary(client, of),
  ]);
  return (
    <Prefilled
      queries={[
        [feedbackKeys.list(filters), firstPage(page)],
        [feedbackKeys.summary(of), summary],
      ]}
    >
      <FeedbackPage />
    </Prefilled>
  );
}
