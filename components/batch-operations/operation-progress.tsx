"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { When } from "@/components/shared/when";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { batchFileHref, fetchBatchFileAddress } from "@/lib/batch-operations/client";
import { isOpen, OPERATION_KINDS, OPERATION_PROBLEMS, percentOf } from "@/lib/batch-operations/rules";
import type { BatchOperation } from "@/lib/batch-operations/schema";
import { useFormats } from "@/lib/i18n/client";
import { useBatchOperation, useCancellation } from "./use-batch-operations";

const TONES = {
  queued: "quiet",
  running: "accent",
  done: "success",
  failed: "danger",
  cancelled: "quiet",
} as const;

type Props = { operation: BatchOperation };

/** What it is, how far it is or how it ended, and what can be done about it. */
export function OperationProgress({ operation }: Props) {
  const t = useTranslations("batch-operations");
  const kind = OPERATION_KINDS.find((each) => each === operation.kind) ?? "other";
  const state = operation.is_cancelling ? "cancelling" : operation.status;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 font-medium">{t(`kinds.${kind}`)}</span>
        <Badge tone={TONES[operation.status]}>{t(`status.${state}`)}</Badge>
        <span className="text-13 text-text-3">
          <When at={operation.created_at} />
          {operation.created_by?.name ? ` · ${operation.created_by.name}` : null}
        </span>
        {isOpen(operation) ? <CancelButton operation={operation} /> : null}
      </div>
      {isOpen(operation) ? <Bar operation={operation} /> : <Outcome operation={operation} />}
    </div>
  );
}

type FollowedProps = {
  /** null: nothing was begun yet. */
  id: string | null;
  /** Shown until it is known how far it is; whoever may not see the work of others sees no more. */
  fallback: ReactNode;
};

/** Follows one on the page that started it. */
export function FollowedOperation({ id, fallback }: FollowedProps) {
  const { data } = useBatchOperation(id);
  return data ? <OperationProgress operation={data} /> : fallback;
}

function Bar({ operation }: Props) {
  const t = useTranslations("batch-operations");
  const formats = useFormats();
  const { done, total } = operation;
  const words =
    total === null
      ? t("countedOnly", { done: formats.number(done) })
      : t("counted", { done: formats.number(done), total: formats.number(total) });
  return <Progress value={percentOf(operation)} label={words} />;
}

function Outcome({ operation }: Props) {
  const t = useTranslations("batch-operations");
  const formats = useFormats();
  const { file, result, error_code: code } = operation;
  if (code) {
    const problem = OPERATION_PROBLEMS.find((each) => each === code) ?? "other";
    return <p className="text-13 text-danger">{t(`problems.${problem}`)}</p>;
  }
  const rows = typeof result?.rows === "number" ? result.rows : null;
  if (rows === null && !file) return null;
  const time = () => <When at={file?.expires_at} show="day" />;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-13 text-text-2">
      {rows === null ? null : <span>{t("rows", { count: rows, formatted: formats.number(rows) })}</span>}
      {file ? (
        <>
          <FileLink id={operation.id} name={file.name} />
          <span className="text-text-3">{t.rich("until", { time })}</span>
        </>
      ) : null}
    </p>
  );
}

/** A link, so that it can be copied; followed here it asks in place for the proof that fetching needs. */
function FileLink({ id, name }: { id: string; name: string }) {
  const t = useTranslations("batch-operations");
  const fetching = useMutation({
    mutationFn: () => fetchBatchFileAddress(id),
    onSuccess: (address) => window.location.assign(address),
  });
  const follow = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    if (!fetching.isPending) fetching.mutate();
  };
  return (
    <>
      <a
        href={batchFileHref(id)}
        onClick={follow}
        aria-busy={fetching.isPending}
        className="inline-flex min-h-6 items-center gap-1.5 text-accent-text underline-offset-4 hover:underline pointer-coarse:min-h-12"
      >
        <Download aria-hidden className="size-4" strokeWidth={1.75} />
        {t("download", { name })}
      </a>
      {fetching.error ? (
        <span role="alert" className="text-danger">
          {t("downloadError")}
        </span>
      ) : null}
    </>
  );
}

function CancelButton({ operation }: Props) {
  const t = useTranslations("batch-operations");
  const cancellation = useCancellation();
  return (
    <span className="ms-auto flex items-center gap-3">
      {cancellation.error ? (
        <span role="alert" className="text-13 text-danger">
          {t("cancelError")}
        </span>
      ) : null}
      <Button
        size="sm"
        busy={cancellation.isPending || operation.is_cancelling}
        onClick={() => cancellation.mutate(operation.id)}
      >
        {t("cancel")}
      </Button>
    </span>
  );
}
