"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan, useMember } from "@/components/shared/member";
import { PageFrame } from "@/components/shared/page-frame";
import { SkeletonLines } from "@/components/shared/skeleton";
import { When } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import type { Import } from "@/lib/imports/schema";
import { DropList } from "./drop-list";
import { ImportState } from "./import-state";
import { useImports } from "./use-imports";

/** Where lists of customers come in. */
export function ImportsPage() {
  const t = useTranslations("imports");
  const may = useCan();
  const { slug } = useMember().organization;
  return (
    <PageFrame title={t("title")} back={{ href: `/o/${slug}/customers`, label: t("back") }}>
      <div className="mx-auto grid w-full max-w-3xl grid-cols-[minmax(0,1fr)] gap-6">
        {may("create", "imports") ? <DropList /> : null}
        <Card title={t("past")}>
          <Past />
        </Card>
      </div>
    </PageFrame>
  );
}

function Past() {
  const t = useTranslations("imports");
  const list = useImports();
  if (!list.imports) {
    return list.error ? (
      <ErrorCard title={t("loadError")} error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <SkeletonLines lines={4} />
    );
  }
  if (list.imports.length === 0) return <p className="text-text-2">{t("none")}</p>;
  return (
    <div className="grid gap-3">
      <ul className="divide-y divide-border">
        {list.imports.map((each) => (
          <li key={each.id}>
            <PastLine found={each} />
          </li>
        ))}
      </ul>
      {list.hasNextPage ? (
        <Button
          className="justify-self-start"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t("moreRows")}
        </Button>
      ) : null}
    </div>
  );
}

function PastLine({ found }: { found: Import }) {
  const t = useTranslations("imports");
  const { slug } = useMember().organization;
  return (
    <Link
      href={`/o/${slug}/imports/${found.id}`}
      className="-mx-2 flex min-h-(--row) flex-wrap items-center gap-x-3 gap-y-1 rounded-control px-2 py-1.5 hover:bg-hover"
    >
      <span className="min-w-0 flex-1 truncate font-medium">{found.file_name}</span>
      <ImportState found={found} />
      <span className="w-full text-13 text-text-3 tabular-nums">
        <When at={found.created_at} />
        {found.created_by?.name ? `, ${found.created_by.name}` : null}
        {found.state === "done"
          ? `, ${found.counts.created} ${t("created", { count: found.counts.created })}`
          : null}
      </span>
    </Link>
  );
}
