"use client";

import { Plus, UserPlus, UsersRound } from "lucide-react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { DataTable } from "@/components/shared/data-table";
import { Empty, NoMatch } from "@/components/shared/empty";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan, useMember } from "@/components/shared/member";
import { PageFrame } from "@/components/shared/page-frame";
import { useSheetAddress } from "@/components/shared/use-sheet-address";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { Button, ButtonLink } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { useCompactResource, useResourceColumns } from "./resource-columns";
import { ResourceFilterBar } from "./resource-filter-bar";
import { useResourceView } from "./use-resource-view";
import type { ResourceViewState } from "./use-resource-view";
import { useResources } from "./use-resources";

const NewResourceSheet = lazyShown(() =>
  import("./new-resource-sheet").then((form) => form.NewResourceSheet),
);

/** Who can do what, when. `crews` is the part of another feature below the list. */
export function ResourceList({ crews }: { crews: ReactNode }) {
  const t = useTranslations("resources");
  const may = useCan();
  const { slug } = useMember().organization;
  const sheet = useSheetAddress(`/o/${slug}/resources`);
  const state = useResourceView();
  const list = useResources(state.filters);
  const mayCreate = may("create", "resources");
  useShortcuts(
    mayCreate ? [{ keys: "c r", label: t("new"), group: t("title"), run: () => sheet.open() }] : [],
  );
  return (
    <>
      <PageFrame
        flush
        title={t("title")}
        count={list.rows && list.rows.length > 0 ? t("count", { count: list.rows.length }) : null}
        filters={<ResourceFilterBar state={state} isBusy={list.isPlaceholderData} />}
        actions={
          <>
            {may("create", "invitations") ? <InviteLink /> : null}
            {mayCreate ? (
              <Button variant="primary" icon={<Plus aria-hidden />} iconOnPhone onClick={sheet.open}>
                {t("new")}
              </Button>
            ) : null}
          </>
        }
      >
        {list.isError && !list.rows ? (
          <ErrorCard title={t("list.error")} error={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <ResourceTable list={list} state={state} onCreate={mayCreate ? sheet.open : undefined} />
        )}
        {crews}
      </PageFrame>
      {mayCreate && sheet.isOpen ? <NewResourceSheet name={state.text} onClose={sheet.close} /> : null}
    </>
  );
}

/** Who is to sign in gets a mail first; the technician is then made from the member. */
function InviteLink() {
  const t = useTranslations("resources");
  const { slug } = useMember().organization;
  return (
    <ButtonLink
      href={`/o/${slug}/settings/members?invite=technician`}
      icon={<UserPlus aria-hidden />}
      iconOnPhone
    >
      {t("invite")}
    </ButtonLink>
  );
}

type ResourceTableProps = {
  list: ReturnType<typeof useResources>;
  state: ResourceViewState;
  onCreate: (() => void) | undefined;
};

function ResourceTable({ list, state, onCreate }: ResourceTableProps) {
  const t = useTranslations("resources");
  const { slug } = useMember().organization;
  return (
    <DataTable
      caption={t("list.label", { count: list.rows?.length ?? 0 })}
      columns={useResourceColumns()}
      rows={list.rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/o/${slug}/resources/${row.id}`}
      compact={useCompactResource()}
      isRefreshing={list.isPlaceholderData}
      more={{
        hasMore: list.hasNextPage,
        isLoading: list.isFetchingNextPage,
        error: list.isFetchNextPageError ? list.error : undefined,
        onMore: () => void list.fetchNextPage(),
      }}
      empty={<NoRows state={state} onCreate={onCreate} />}
    />
  );
}

function NoRows({ state, onCreate }: { state: ResourceViewState; onCreate: (() => void) | undefined }) {
  const t = useTranslations("resources");
  const may = useCan();
  if (state.isFiltered) return <NoMatch query={state.filters.q} onClear={state.clear} />;
  return (
    <Empty
      icon={<UsersRound aria-hidden />}
      action={
        <span className="flex flex-wrap justify-center gap-2">
          {may("create", "invitations") ? <InviteLink /> : null}
          {onCreate ? (
            <Button variant="primary" icon={<Plus aria-hidden />} onClick={onCreate}>
              {t("new")}
            </Button>
          ) : null}
        </span>
      }
    >
      {onCreate ? t("list.empty") : t("list.emptyReader")}
    </Empty>
  );
}
