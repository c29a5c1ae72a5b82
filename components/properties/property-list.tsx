"use client";

import { House, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { useFieldFilters } from "@/components/custom-fields/use-field-filters";
import { DataTable } from "@/components/shared/data-table";
import { Empty, NoMatch } from "@/components/shared/empty";
import { ErrorCard } from "@/components/shared/error-card";
import { FilterBar } from "@/components/shared/filter-bar";
import type { Filter } from "@/components/shared/filter-bar";
import { useCan, useMember } from "@/components/shared/member";
import { PageFrame } from "@/components/shared/page-frame";
import { useSheetAddress } from "@/components/shared/use-sheet-address";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { compactProperty, usePropertyColumns } from "./property-columns";
import { PropertyPeek } from "./property-peek";
import { useProperties } from "./use-properties";
import { usePropertyView } from "./use-property-view";
import type { PropertyViewState } from "./use-property-view";

const NewPropertySheet = lazyShown(() =>
  import("./new-property-sheet").then((form) => form.NewPropertySheet),
);

function usePropertyFilters({ view, set }: PropertyViewState): Filter[] {
  const t = useTranslations("properties");
  const may = useCan();
  const fieldFilters = useFieldFilters("property", view.fields, (fields) => set({ fields }));
  if (!may("delete", "properties")) return fieldFilters;
  return [
    ...fieldFilters,
    {
      id: "deleted",
      label: t("filter.deleted"),
      value: view.deleted ? "yes" : null,
      options: [{ value: "yes", label: t("filter.deletedShown") }],
      onChange: (value) => set({ deleted: value === "yes" || null }),
    },
  ];
}

export function PropertyList() {
  const t = useTranslations("properties");
  const may = useCan();
  const router = useRouter();
  const listPath = `/o/${useMember().organization.slug}/properties`;
  const sheet = useSheetAddress(listPath);
  const state = usePropertyView();
  const list = useProperties(state.filters);
  const filters = usePropertyFilters(state);
  const mayCreate = may("create", "properties") && may("read", "customers");
  useShortcuts(mayCreate ? [{ keys: "c p", label: t("new"), group: t("title"), run: sheet.open }] : []);
  const create = mayCreate ? (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={sheet.open}>
      {t("new")}
    </Button>
  ) : null;
  return (
    <>
      <PageFrame
        flush
        title={t("title")}
        count={<Count shown={list.rows?.length} hasMore={list.hasNextPage || list.isCut} />}
        filters={
          <FilterBar
            search={{
              value: state.text,
              onChange: state.search,
              placeholder: t("filter.search"),
              busy: list.isPlaceholderData,
            }}
            filters={filters}
          />
        }
        actions={create}
      >
        <PropertyTable list={list} state={state} create={create} />
      </PageFrame>
      {mayCreate && sheet.isOpen ? (
        <NewPropertySheet
          customerId={null}
          onMade={(property) => router.push(`${listPath}/${property.id}`)}
          onClose={sheet.close}
        />
      ) : null}
    </>
  );
}

function Count({ shown, hasMore }: { shown: number | undefined; hasMore: boolean }) {
  const t = useTranslations("properties");
  if (!shown) return null;
  return hasMore ? t("countSome", { count: shown }) : t("countAll", { count: shown });
}

type PropertyTableProps = {
  list: ReturnType<typeof useProperties>;
  state: PropertyViewState;
  create: React.ReactNode;
};

function PropertyTable({ list, state, create }: PropertyTableProps) {
  const t = useTranslations("properties");
  const { slug } = useMember().organization;
  const query = state.filters.q;
  const columns = usePropertyColumns(query);
  const peeked = list.rows?.find((row) => row.id === state.view.peek);
  if (list.isError && !list.rows)
    return <ErrorCard title={t("list.error")} error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <>
      <DataTable
        caption={t("list.label", { count: list.rows?.length ?? 0 })}
        columns={columns}
        rows={list.rows}
        rowId={(row) => row.id}
        rowHref={(row) => `/o/${slug}/properties/${row.id}`}
        compact={compactProperty(query)}
        onPeek={(row) => state.set({ peek: row.id === state.view.peek ? null : row.id })}
        currentId={peeked?.id ?? null}
        isRefreshing={list.isPlaceholderData}
        more={{
          hasMore: list.hasNextPage,
          isLoading: list.isFetchingNextPage,
          error: list.isFetchNextPageError ? list.error : undefined,
          onMore: () => void list.fetchNextPage(),
        }}
        empty={
          state.isFiltered ? (
            <NoMatch query={query} onClear={state.clear} />
          ) : (
            <Empty icon={<House aria-hidden />} action={create}>
              {create ? t("list.empty") : t("list.emptyReader")}
            </Empty>
          )
        }
      />
      {list.isCut ? (
        <p className="px-4 py-4 text-13 text-text-3 md:px-6">
          {t("list.refine", { count: list.rows?.length ?? 0 })}
        </p>
      ) : null}
      {peeked ? <PropertyPeek row={peeked} onClose={() => state.set({ peek: null })} /> : null}
    </>
  );
}
