"use client";

import { Archive, ArrowLeftRight, Upload } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Empty } from "@/components/shared/empty";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan, useMember } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Button, ButtonLink } from "@/components/ui/button";
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
  if (list.rows.length === 0) return <NoOperations />;
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

/** What would make the first line is begun on pages of their own. */
function NoOperations() {
  const t = useTranslations("batch-operations");
  const may = useCan();
  const { slug } = useMember().organization;
  const mayImport = may("create", "imports") && may("create", "customers");
  const mayExport = may("export", "organizations") && may("create", "exports");
  return (
    <Empty
      icon={<ArrowLeftRight aria-hidden />}
      action={
        <div className="flex flex-wrap justify-center gap-2">
          {mayImport ? (
            <ButtonLink href={`/o/${slug}/imports`} icon={<Upload aria-hidden />}>
              {t("firstImport")}
            </ButtonLink>
          ) : null}
          {mayExport ? (
            <ButtonLink href={`/o/${slug}/settings/privacy`} icon={<Archive aria-hidden />}>
              {t("firstExport")}
            </ButtonLink>
          ) : null}
        </div>
      }
    >
      {t("empty")}
    </Empty>
  );
}
