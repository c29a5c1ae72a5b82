"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { useCan, useMember } from "@/components/shared/member";
import { Stars } from "@/components/shared/stars";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { feedbackKeys, fetchFeedback, fetchFeedbackSummary } from "@/lib/feedback/client";
import { useFormats } from "@/lib/i18n/client";

const FeedbackEntry = lazyShown(() => import("./feedback-entry").then((entry) => entry.FeedbackEntry));

type Of = { resource_id: string } | { customer_id: string };

/** What customers think of somebody, or what this customer thinks: the average, and the way to the words. */
export function RatingCard({ of }: { of: Of }) {
  const t = useTranslations("feedback");
  const formats = useFormats();
  const mayRead = useCan()("read", "feedback");
  const { slug } = useMember().organization;
  const { data } = useQuery({
    queryKey: feedbackKeys.summary(of),
    queryFn: ({ signal }) => fetchFeedbackSummary(of, signal),
    enabled: mayRead,
  });
  // Nothing said yet is no part of the page, and a rating that cannot be read now is missed by nobody.
  if (!data || data.average === null) return null;
  const shown = formats.number(Math.round(data.average * 10) / 10);
  const query = "resource_id" in of ? `person=${of.resource_id}` : `customer=${of.customer_id}`;
  return (
    <Card title={t("rating")}>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="text-20 font-semibold tabular-nums">{shown}</span>
        <Stars value={data.average} label={t("averageOf", { value: shown })} />
        <Link
          href={`/o/${slug}/feedback?${query}`}
          className="text-13 text-accent-text underline-offset-4 hover:underline"
        >
          {t("count", { count: data.count })}
        </Link>
      </p>
    </Card>
  );
}

/** What the customer said about this visit, where he did. */
export function VisitFeedback({ bookingId }: { bookingId: string }) {
  const t = useTranslations("feedback");
  const mayRead = useCan()("read", "feedback");
  const of = { booking_id: bookingId };
  const { data } = useQuery({
    queryKey: feedbackKeys.list(of),
    queryFn: ({ signal }) => fetchFeedback(of, { limit: 1, signal }),
    enabled: mayRead,
  });
  const feedback = data?.data[0];
  if (!feedback) return null;
  return (
    <Card title={t("ofVisit")}>
      <div className="grid gap-2">
        <FeedbackEntry feedback={feedback} isAlone />
      </div>
    </Card>
  );
}
