"use client";

import { MapPinOff } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import type { Column, CompactRow } from "@/components/shared/data-table";
import { Marked } from "@/components/shared/marked";
import { useCan, useMember } from "@/components/shared/member";
import { Age } from "@/components/shared/when";
import type { PropertyRow } from "@/lib/properties/schema";

const cityOf = ({ address }: PropertyRow) => [address.postcode, address.city].filter(Boolean).join(" ");
const streetOf = ({ address }: PropertyRow) => [address.line1, address.line2].filter(Boolean).join(", ");

function AddressCell({ row, query }: { row: PropertyRow; query: string | undefined }) {
  return (
    <>
      <span className={row.deleted_at ? "text-text-3 line-through" : undefined}>
        <Marked text={streetOf(row)} query={query} />
      </span>
      {row.name ? (
        <span className="ms-2 text-13 font-normal text-text-3">
          <Marked text={row.name} query={query} />
        </span>
      ) : null}
    </>
  );
}

/** A link above the row's own link: the customer is a record of his own. */
function CustomerCell({ row, query }: { row: PropertyRow; query: string | undefined }) {
  const { slug } = useMember().organization;
  const may = useCan();
  const name = <Marked text={row.customer.display_name} query={query} />;
  if (!may("read", "customers")) return name;
  return (
    <Link
      href={`/o/${slug}/customers/${row.customer.id}`}
      prefetch={false}
      className="relative underline-offset-4 focus-inset hover:underline"
    >
      {name}
    </Link>
  );
}

function PositionCell({ row }: { row: PropertyRow }) {
  const t = useTranslations("properties");
  if (row.lat !== null) return <span className="text-text-2">{t("position.set")}</span>;
  return (
    <span className="inline-flex items-center gap-1.5 text-text-3">
      <MapPinOff aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
      {t("position.none")}
    </span>
  );
}

export function usePropertyColumns(query: string | undefined): Column<PropertyRow>[] {
  const t = useTranslations("properties");
  return useMemo(
    () => [
      {
        id: "address",
        header: t("column.address"),
        cell: (row) => <AddressCell row={row} query={query} />,
      },
      {
        id: "city",
        header: t("column.city"),
        width: "20%",
        cell: (row) => <Marked text={cityOf(row)} query={query} />,
      },
      {
        id: "customer",
        header: t("column.customer"),
        width: "22%",
        cell: (row) => <CustomerCell row={row} query={query} />,
      },
      {
        id: "position",
        header: t("column.position"),
        width: "12rem",
        from: "lg",
        cell: (row) => <PositionCell row={row} />,
      },
      {
        id: "changed",
        header: t("column.changed"),
        width: "8rem",
        from: "xl",
        align: "end",
        cell: (row) => <Age at={row.updated_at} show="day" />,
      },
    ],
    [t, query],
  );
}

export function compactProperty(query: string | undefined): (row: PropertyRow) => CompactRow {
  return (row) => ({
    title: <AddressCell row={row} query={query} />,
    meta: <Marked text={[cityOf(row), row.customer.display_name].join(" · ")} query={query} />,
  });
}
