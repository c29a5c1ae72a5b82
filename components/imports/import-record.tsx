"use client";

import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan, useMember } from "@/components/shared/member";
import { PageFrame } from "@/components/shared/page-frame";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Progress } from "@/components/ui/progress";
import { useFormats } from "@/lib/i18n/client";
import type { Import } from "@/lib/imports/schema";
import { ColumnMapping } from "./column-mapping";
import { ImportResult } from "./import-result";
import { ImportRows } from "./import-rows";
import { ImportState } from "./import-state";
import { useImport } from "./use-imports";

/** One list on its way in: what its columns are, what would become of its rows, what became of them. */
export function ImportRecord({ id }: { id: string }) {
  const t = useTranslations("imports");
  const { slug } = useMember().organization;
  const { data: found, error, refetch } = useImport(id);
  return (
    <PageFrame
      title={found?.file_name ?? t("title")}
      count={found ? <ImportState found={found} /> : null}
      back={{ href: `/o/${slug}/imports`, label: t("title") }}
    >
      <div className="mx-auto grid w-full max-w-5xl grid-cols-[minmax(0,1fr)] gap-6">
        {found ? (
          <Found found={found} />
        ) : error ? (
          <ErrorCard title={t("recordError")} error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonLines lines={8} />
        )}
      </div>
    </PageFrame>
  );
}

function Found({ found }: { found: Import }) {
  const t = useTranslations("imports");
  const may = useCan();
  if (found.state === "reading") return <Progress value={null} label={t("state.reading")} />;
  if (found.problem) {
    return (
      <p role="alert" className="rounded-card edge bg-surface p-4 text-danger">
        {t(`problem.${found.problem}`)}
      </p>
    );
  }
  const isOpen = (found.state === "ready" || found.state === "checking") && !found.rows_removed_at;
  return (
    <>
      <FileFacts found={found} />
      <ImportResult found={found} />
      {isOpen && may("create", "imports") ? <ColumnMapping key={found.mapping.join()} found={found} /> : null}
      {found.rows_removed_at ? (
        <p className="text-text-2">{t("rowsRemoved")}</p>
      ) : (
        <ImportRows found={found} />
      )}
    </>
  );
}

const SEPARATOR_WORDS = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe" } as const;

function FileFacts({ found }: { found: Import }) {
  const t = useTranslations("imports");
  const formats = useFormats();
  if (!found.encoding || !found.separator) return null;
  return (
    <p className="text-13 text-text-3">
      {t("facts", {
        encoding: t(`encoding.${found.encoding}`),
        separator: t(`separator.${SEPARATOR_WORDS[found.separator]}`),
        rows: `${formats.number(found.row_count)} ${t("rowsWord", { count: found.row_count })}`,
      })}
    </p>
  );
}
