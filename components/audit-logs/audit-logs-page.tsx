"use client";

import { ScrollText } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Empty, NoMatch } from "@/components/shared/empty";
import { ErrorCard } from "@/components/shared/error-card";
import { PageFrame } from "@/components/shared/page-frame";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { AuditFilterBar } from "./audit-filter-bar";
import { AuditLine } from "./audit-line";
import { ExportMenu } from "./export-menu";
import { SealCard } from "./seal-card";
import { useAuditLogs, useAuditView } from "./use-audit-logs";
import type { AuditViewState } from "./use-audit-logs";

/** Who did what, the latest first, with the seal on top. */
export function AuditLogsPage() {
  const t = useTranslations("audit-logs");
  const state = useAuditView();
  const list = useAuditLogs(state.filters);
  return (
    <PageFrame
      title={t("title")}
      actions={<ExportMenu filters={state.filters} />}
      filters={<AuditFilterBar state={state} busy={list.isFetching && !list.isFetchingNextPage} />}
    >
      <div className="mx-auto grid w-full max-w-4xl grid-cols-[minmax(0,1fr)] gap-4">
        <SealCard />
        <Lines state={state} list={list} />
      </div>
    </PageFrame>
  );
}

function Lines({ state, list }: { state: AuditViewState; list: ReturnType<typeof useAuditLogs> }) {
  const t = useTranslations("audit-logs");
  if (!list.rows)
    return list.error ? (
      <ErrorCard title={t("loadError")} error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <SkeletonLines lines={10} />
    );
  if (list.rows.length === 0)
    return state.isFiltered ? (
      <NoMatch onClear={state.clear} />
    ) : (
      <Empty icon={<ScrollText aria-hidden />}>{t("empty")}</Empty>
    );
  return (
    <>
      <ol
        aria-label={t("title")}
        className={cn(
          "divide-y divide-border rounded-card edge bg-surface",
          list.isPlaceholderData && "opacity-60",
        )}
      >
        {list.rows.map((line) => (
          <li key={line.id}>
            <AuditLine line={line} />
          </li>
        ))}
      </ol>
      {list.hasNextPage ? (
        <Button
          className="justify-self-center"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t("more")}
        </Button>
      ) : null}
    </>
  );
}
