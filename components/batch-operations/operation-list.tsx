"use client";

import { ArrowLeftRight } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Empty } from "@/components/shared/empty";
import { ErrorCard } from "@/components/shared/error-card";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Button } from "@/components/ui/button";
import { OperationProgress } from "./operation-progress";
import { useBatchOperations } from "./use-batch-operations";

/** Imports, exports and whatever else takes a while, the latest first. */
export function OperationList() {
  const t = useTranslations("batch-operations");
  const list = useBatchOperations();
  if (!list.rows)
    return list.error ? (
      <ErrorCard title={t("loadError")} error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <SkeletonLines lines={6} />
    );
  if (list.rows.length === 0) return <Empty icon={<ArrowLeftRight aria-hidden />}>{t("empty")}</Empty>;
  return (
    <>
      <ol aria-label={t("title")} className="divide-y divide-border rounded-card edge bg-surface">
        {list.rows.map((operation) => (
          <li key={operation.id} className="p-4">
            <OperationProgress operation={operation} />
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
