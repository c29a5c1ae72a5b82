"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { Empty } from "@/components/shared/empty";
import { ErrorCard } from "@/components/shared/error-card";
import { usePollMs } from "@/components/shared/live";
import { PageFrame } from "@/components/shared/page-frame";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Button } from "@/components/ui/button";
import { deviceKeys, fetchDevices } from "@/lib/devices/client";
import type { Page } from "@/lib/http/fields";
import { fetchOperations, syncKeys } from "@/lib/sync/client";
import type { JournalEntry } from "@/lib/sync-journal/schema";
import { PhoneList } from "./phone-list";
import { ParkedEntry } from "./parked-entry";
import { PARKED, PHONES_SHOWN } from "./filters";

/** What phones could not settle by themselves, and how far each of them is behind. */
export function SyncPage() {
  const t = useTranslations("sync");
  return (
    <PageFrame title={t("title")}>
      <div className="mx-auto grid w-full max-w-4xl grid-cols-[minmax(0,1fr)] gap-6">
        <Parked />
        <Phones />
      </div>
    </PageFrame>
  );
}

function Parked() {
  const t = useTranslations("sync");
  const pollMs = usePollMs();
  const query = useInfiniteQuery({
    queryKey: syncKeys.list(PARKED),
    queryFn: ({ pageParam, signal }) => fetchOperations(PARKED, { cursor: pageParam, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<JournalEntry>) => page.next_cursor,
    refetchInterval: pollMs,
    refetchOnWindowFocus: "always",
  });
  const entries = query.data?.pages.flatMap((page) => page.data);
  if (!entries)
    return query.error ? (
      <ErrorCard title={t("loadError")} error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <SkeletonLines lines={5} />
    );
  if (entries.length === 0) return <Empty icon={<CircleCheck aria-hidden />}>{t("empty")}</Empty>;
  return (
    <section aria-label={t("parked")} className="grid gap-4">
      {entries.map((entry) => (
        <ParkedEntry key={entry.op_id} entry={entry} />
      ))}
      {query.hasNextPage ? (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("more")}
        </Button>
      ) : null}
    </section>
  );
}

function Phones() {
  const t = useTranslations("sync");
  const { data, error, refetch } = useQuery({
    queryKey: deviceKeys.list({}),
    queryFn: ({ signal }) => fetchDevices({}, { limit: PHONES_SHOWN, signal }),
    // Phones report what they hold with each contact, which is no change of a record: nobody tells of it.
    refetchInterval: 30_000,
  });
  return (
    <Card title={t("phones.title")} count={data?.data.length}>
      {data ? (
        <PhoneList devices={data.data} />
      ) : error ? (
        <ErrorCard title={t("phones.loadError")} error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonLines />
      )}
    </Card>
  );
}
