"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { ErrorCard } from "@/components/shared/error-card";
import { SkeletonLines } from "@/components/shared/skeleton";
import { When } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { fetchPrivacyRequests, privacyKeys } from "@/lib/privacy/client";
import type { PrivacyRequest } from "@/lib/privacy/schema";

/** What was given out and who was erased; no line names anybody. */
export function RequestList() {
  const t = useTranslations("privacy");
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: privacyKeys.list,
    queryFn: ({ pageParam, signal }) => fetchPrivacyRequests(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  const rows = data?.pages.flatMap((page) => page.data);
  return (
    <Card title={t("requests")}>
      {error && !rows ? (
        <ErrorCard title={t("requestsError")} error={error} onRetry={() => void refetch()} />
      ) : null}
      {!rows && !error ? <SkeletonLines lines={3} /> : null}
      {rows?.length === 0 ? <p className="text-text-2">{t("noRequests")}</p> : null}
      {rows && rows.length > 0 ? (
        <ol className="divide-y divide-border">
          {rows.map((request) => (
            <li key={request.id} className="py-2">
              <Line request={request} />
            </li>
          ))}
        </ol>
      ) : null}
      {hasNextPage ? (
        <Button className="mt-3" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("more")}
        </Button>
      ) : null}
    </Card>
  );
}

function Line({ request }: { request: PrivacyRequest }) {
  const t = useTranslations("privacy");
  return (
    <>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{t(`done.${request.kind}.${request.person_kind}`)}</span>
        <span className="text-13 text-text-3">
          <When at={request.created_at} />
        </span>
      </p>
      <p className="[overflow-wrap:anywhere] text-text-2">{request.reason}</p>
      {request.kind === "erasure" ? (
        <p className="text-13 text-text-3">
          {request.kept_until
            ? t.rich("reportsKept", { time: () => <When at={request.kept_until} show="day" /> })
            : null}{" "}
          {request.file_count > 0
            ? t(request.files_removed_at ? "filesGone" : "filesGoing", { count: request.file_count })
            : null}
        </p>
      ) : null}
    </>
  );
}
