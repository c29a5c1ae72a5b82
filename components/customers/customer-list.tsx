"use client";

import { Plus, Upload, Users } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { DataTable } from "@/components/shared/data-table";
import { Empty, NoMatch } from "@/components/shared/empty";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan, useMember } from "@/components/shared/member";
import { PageFrame } from "@/components/shared/page-frame";
import { useSheetAddress } from "@/components/shared/use-sheet-address";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { Button, ButtonLink } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { CustomerRow } from "@/lib/customers/schema";
import { useCompactCustomer, useCustomerColumns } from "./customer-columns";
import { CustomerFilterBar } from "./customer-filter-bar";
import { CustomerPeek } from "./customer-peek";
import { ExportButton } from "./export-button";
import { SelectionBar } from "./selection-bar";
import { useCustomerView } from "./use-customer-view";
import type { CustomerViewState } from "./use-customer-view";
import { useCustomers } from "./use-customers";
import { useSelection } from "./use-selection";

const NewCustomerSheet = lazyShown(() =>
  import("./new-customer-sheet").then((form) => form.NewCustomerSheet),
);

export function CustomerList() {
  const t = useTranslations("customers");
  const may = useCan();
  const { slug } = useMember().organization;
  const listPath = `/o/${slug}/customers`;
  const sheet = useSheetAddress(listPath);
  const state = useCustomerView();
  const list = useCustomers(state.filters);
  const mayCreate = may("create", "customers");
  useShortcuts(
    mayCreate ? [{ keys: "c c", label: t("new"), group: t("title"), run: () => sheet.open() }] : [],
  );
  return (
    <>
      <PageFrame
        flush
        title={t("title")}
        count={<Count shown={list.rows?.length} hasMore={list.hasNextPage || list.isCut} />}
        filters={<CustomerFilterBar state={state} isBusy={list.isPlaceholderData} />}
        actions={
          <>
            <ExportButton filters={state.filters} />
            {mayCreate && may("create", "imports") ? (
              <ButtonLink href={`/o/${slug}/imports`} icon={<Upload aria-hidden />}>
                {t("import")}
              </ButtonLink>
            ) : null}
            {mayCreate ? (
              <Button variant="primary" icon={<Plus aria-hidden />} onClick={sheet.open}>
                {t("new")}
              </Button>
            ) : null}
          </>
        }
      >
        {list.isError && !list.rows ? (
          <ErrorCard title={t("list.error")} error={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <CustomerTable list={list} state={state} onCreate={mayCreate ? sheet.open : undefined} />
        )}
      </PageFrame>
      {mayCreate && sheet.isOpen ? <NewCustomerSheet name={state.text} onClose={sheet.close} /> : null}
    </>
  );
}

function Count({ shown, hasMore }: { shown: number | undefined; hasMore: boolean }) {
  const t = useTranslations("customers");
  if (shown === undefined || shown === 0) return null;
  return hasMore ? t("countSome", { count: shown }) : t("countAll", { count: shown });
}

type CustomerTableProps = {
  list: ReturnType<typeof useCustomers>;
  state: CustomerViewState;
  onCreate: (() => void) | undefined;
};

function CustomerTable({ list, state, onCreate }: CustomerTableProps) {
  const t = useTranslations("customers");
  const { slug } = useMember().organization;
  const selection = useSelection(list.rows);
  const query = state.filters.q;
  const peeked = list.rows?.find((row) => row.id === state.view.peek);
  const togglePeek = (row: CustomerRow) => state.set({ peek: row.id === state.view.peek ? null : row.id });
  return (
    <>
      <DataTable
        caption={t("list.label", { count: list.rows?.length ?? 0 })}
        columns={useCustomerColumns(query)}
        rows={list.rows}
        rowId={(row) => row.id}
        rowHref={(row) => `/o/${slug}/customers/${row.id}`}
        compact={useCompactCustomer(query)}
        onPeek={togglePeek}
        currentId={peeked?.id ?? null}
        selection={{
          ids: selection.ids,
          onToggle: (row) => selection.toggle(row.id),
          label: (row) => t("selection.label", { name: row.display_name }),
        }}
        isRefreshing={list.isPlaceholderData}
        more={{
          hasMore: list.hasNextPage,
          isLoading: list.isFetchingNextPage,
          error: list.isFetchNextPageError ? list.error : undefined,
          onMore: () => void list.fetchNextPage(),
        }}
        empty={<NoRows state={state} onCreate={onCreate} />}
      />
      {list.isCut ? (
        <p className="px-4 py-4 text-13 text-text-3 md:px-6">
          {t("list.refine", { count: list.rows?.length ?? 0 })}
        </p>
      ) : null}
      {peeked ? <CustomerPeek row={peeked} onClose={() => state.set({ peek: null })} /> : null}
      <SelectionBar rows={selection.rows} onClear={selection.clear} />
    </>
  );
}

function NoRows({ state, onCreate }: { state: CustomerViewState; onCreate: (() => void) | undefined }) {
  const t = useTranslations("customers");
  if (state.isFiltered) return <NoMatch query={state.filters.q} onClear={state.clear} />;
  return (
    <Empty
      icon={<Users aria-hidden />}
      action={
        onCreate ? (
          <Button variant="primary" icon={<Plus aria-hidden />} onClick={onCreate}>
            {t("new")}
          </Button>
        ) : null
      }
    >
      {onCreate ? t("list.empty") : t("list.emptyReader")}
    </Empty>
  );
}
