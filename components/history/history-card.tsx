"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Button } from "@/components/ui/button";
import { contactKeys, fetchContacts } from "@/lib/contacts/client";
import { fetchHistory, historyKeys } from "@/lib/history/client";
import type { HistoryOf } from "@/lib/history/schema";
import { fetchProperties, fetchProperty, propertyKeys } from "@/lib/properties/client";
import { ChangeEntry, onePerPart } from "./change-entry";

export const HISTORY_PAGE = 20;

/**
 * Names of a customer's contacts and properties, from the cards beside, or of the property whose page it is: a change of
 * theirs names only its fields.
 */
function useNames(of: HistoryOf, id: string): (recordId: string) => string | null {
  const may = useCan();
  const isCustomer = of === "customers";
  const filters = { customer_id: id };
  const contacts = useQuery({
    queryKey: contactKeys.list(filters),
    queryFn: ({ signal }) => fetchContacts(filters, { limit: 200, signal }),
    enabled: isCustomer && may("read", "contacts"),
  });
  const properties = useQuery({
    queryKey: propertyKeys.list(filters),
    queryFn: ({ signal }) => fetchProperties(filters, { signal }),
    enabled: isCustomer && may("read", "properties"),
  });
  const own = useQuery({
    queryKey: propertyKeys.record(id),
    queryFn: ({ signal }) => fetchProperty(id, signal),
    enabled: of === "properties",
  });
  return (recordId) => {
    const contact = contacts.data?.data.find((each) => each.id === recordId);
    if (contact) return contact.name;
    const known = own.data ? [own.data] : (properties.data?.data ?? []);
    const property = known.find((each) => each.id === recordId);
    return property ? (property.name ?? property.address.line1) : null;
  };
}

/** Who changed what, the latest first. */
export function HistoryCard({ of, id }: { of: HistoryOf; id: string }) {
  const t = useTranslations("history");
  const nameOf = useNames(of, id);
  const query = useInfiniteQuery({
    queryKey: historyKeys.record(of, id),
    queryFn: ({ pageParam, signal }) =>
      fetchHistory(of, id, { cursor: pageParam, limit: HISTORY_PAGE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  const changes = query.data?.pages.flatMap((page) => page.data);
  return (
    <Card title={t("title")}>
      {query.error && !changes ? (
        <ErrorCard
          title={t("error")}
          error={query.error}
          onRetry={() => void query.refetch()}
          className="my-0 border-0 p-0"
        />
      ) : changes ? (
        <>
          {changes.length === 0 ? <p className="text-text-2">{t("empty")}</p> : null}
          <ol className="grid gap-3">
            {onePerPart(changes).map((change) => (
              <ChangeEntry key={change.id} change={change} nameOf={nameOf} />
            ))}
          </ol>
          {query.hasNextPage ? (
            <Button
              variant="ghost"
              size="sm"
              className="-ms-2 mt-3"
              busy={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t("more")}
            </Button>
          ) : null}
        </>
      ) : (
        <SkeletonLines lines={5} />
      )}
    </Card>
  );
}
