"use client";

import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { ErrorCard } from "@/components/shared/error-card";
import { useMember } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { useFormats } from "@/lib/i18n/client";
import { ROW_OUTCOMES, type RowOutcome } from "@/lib/imports/rules";
import type { Import, ImportRow } from "@/lib/imports/schema";
import { useImportRows } from "./use-imports";

const TONES = { new: "dashed", duplicate: "warning", error: "danger", created: "success" } as const;

/** The rows as they stand in the file, by what becomes of them. */
export function ImportRows({ found }: { found: Import }) {
  const t = useTranslations("imports");
  const formats = useFormats();
  const [chosen, setChosen] = useState<RowOutcome | null>(null);
  const filled = ROW_OUTCOMES.filter((outcome) => found.counts[outcome] > 0);
  const outcome =
    filled.find((each) => each === chosen) ?? filled.find((each) => each !== "new") ?? filled[0];
  if (!outcome || found.state === "checking" || found.state === "importing") return null;
  return (
    <Card title={t("rowsTitle")}>
      <div className="grid gap-3">
        <Segmented
          aria-label={t("rowsOf")}
          value={outcome}
          onValueChange={setChosen}
          options={filled.map((value) => ({
            value,
            label: `${t(`outcome.${value}`)} ${formats.number(found.counts[value])}`,
          }))}
        />
        <Rows found={found} outcome={outcome} />
      </div>
    </Card>
  );
}

function Rows({ found, outcome }: { found: Import; outcome: RowOutcome }) {
  const t = useTranslations("imports");
  const list = useImportRows(found.id, { outcome }, `${found.version} ${found.counts.created}`);
  if (!list.rows) {
    return list.error ? (
      <ErrorCard title={t("rowsError")} error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <SkeletonLines lines={6} />
    );
  }
  return (
    <>
      <ol className="divide-y divide-border" aria-label={t("rowsTitle")}>
        {list.rows.map((row) => (
          <li key={row.row} className="grid gap-1 py-2">
            <RowLine row={row} />
          </li>
        ))}
      </ol>
      {list.hasNextPage ? (
        <Button
          className="justify-self-start"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t("moreRows")}
        </Button>
      ) : null}
    </>
  );
}

function RowLine({ row }: { row: ImportRow }) {
  const t = useTranslations("imports");
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="shrink-0 text-13 text-text-3 tabular-nums">{t("rowNumber", { row: row.row })}</span>
        {row.outcome ? <Badge tone={TONES[row.outcome]}>{t(`outcome.${row.outcome}`)}</Badge> : null}
        <Reason row={row} />
      </div>
      <p className="truncate text-13 text-text-2">
        {row.cells
          .map((cell) => cell.replace(/\s+/g, " ").trim())
          .filter((cell) => cell !== "")
          .join(" · ")}
      </p>
    </>
  );
}

function Reason({ row }: { row: ImportRow }) {
  const t = useTranslations("imports");
  const { slug } = useMember().organization;
  const { customer, reason } = row;
  const name = customer ? (
    <Link
      href={`/o/${slug}/customers/${customer.id}`}
      className="text-accent-text underline underline-offset-4"
    >
      {customer.display_name}
    </Link>
  ) : null;
  if (!reason) return name;
  const words = t(`reason.${reason}`);
  if (row.wrong)
    return (
      <span className="min-w-0 [overflow-wrap:anywhere]">{t("ofCell", { reason: words, ...row.wrong })}</span>
    );
  if (row.matches_row !== null) return <span>{t("asRow", { reason: words, row: row.matches_row })}</span>;
  return name ? (
    <span>{t.rich("asCustomerLink", { reason: words, name: () => name })}</span>
  ) : (
    <span>{words}</span>
  );
}
