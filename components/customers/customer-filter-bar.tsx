"use client";

import { useTranslations } from "use-intl/react";
import { useFieldFilters } from "@/components/custom-fields/use-field-filters";
import { FilterBar } from "@/components/shared/filter-bar";
import type { Filter } from "@/components/shared/filter-bar";
import { useCan, useMember, usePeople } from "@/components/shared/member";
import { CUSTOMER_KINDS, CUSTOMER_STATUSES } from "@/lib/customers/rules";
import { useTagChoices } from "./use-tag-choices";
import type { CustomerViewState } from "./use-customer-view";

/** Absent where there are no tags, or one may not read them. */
function useTagFilter(value: string | null, onChange: (tag: string | null) => void): Filter[] {
  const t = useTranslations("customers");
  const tags = useTagChoices();
  if (tags.length === 0) return [];
  const options = tags.map(({ id, name }) => ({ value: id, label: name }));
  return [{ id: "tag", label: t("filter.tag"), value, options, onChange }];
}

function useCustomerFilters({ view, set }: CustomerViewState): Filter[] {
  const t = useTranslations("customers");
  const me = useMember();
  const may = useCan();
  const people = usePeople();
  const tagFilter = useTagFilter(view.tag, (tag) => set({ tag }));
  const fieldFilters = useFieldFilters("customer", view.fields, (fields) => set({ fields }));
  const others = people.filter((person) => person.id !== me.user.id);
  const filters: Filter[] = [
    {
      id: "status",
      label: t("filter.status"),
      value: view.status,
      options: CUSTOMER_STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
      onChange: (value) => set({ status: CUSTOMER_STATUSES.find((known) => known === value) ?? null }),
    },
    {
      id: "kind",
      label: t("filter.kind"),
      value: view.kind,
      options: CUSTOMER_KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
      onChange: (value) => set({ kind: CUSTOMER_KINDS.find((known) => known === value) ?? null }),
    },
  ];
  if (people.length > 1) {
    filters.push({
      id: "responsible",
      label: t("filter.responsible"),
      value: view.responsible,
      options: [
        { value: me.user.id, label: t("filter.mine") },
        ...others.map((person) => ({ value: person.id, label: person.name })),
      ],
      onChange: (value) => set({ responsible: value }),
    });
  }
  filters.push(...tagFilter, ...fieldFilters);
  // Deleted ones are seen by who may delete, because nobody else could do anything about them.
  if (may("delete", "customers")) {
    filters.push({
      id: "deleted",
      label: t("filter.deleted"),
      value: view.deleted ? "yes" : null,
      options: [{ value: "yes", label: t("filter.deletedShown") }],
      onChange: (value) => set({ deleted: value === "yes" || null }),
    });
  }
  return filters;
}

export function CustomerFilterBar({ state, isBusy }: { state: CustomerViewState; isBusy: boolean }) {
  const t = useTranslations("customers");
  return (
    <FilterBar
      search={{
        value: state.text,
        onChange: state.search,
        placeholder: t("filter.search"),
        busy: isBusy,
      }}
      filters={useCustomerFilters(state)}
    />
  );
}
