"use client";

import { MapPinOff } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import { townLine } from "@/components/shared/address";
import type { Column, CompactRow } from "@/components/shared/data-table";
import { Marked } from "@/components/shared/marked";
import { useCan, useMember } from "@/components/shared/member";
import { Age } from "@/components/shared/when";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/lib/cn";
import type { PropertyRow } from "@/lib/properties/schema";

const cityOf = ({ address }: PropertyRow) => townLine(address);
const streetOf = ({ address }: PropertyRow) => [address.line1, address.line2].filter(Boolean).join(", ");

function AddressCell({ row, query }: { row: PropertyRow; query: string | undefined }) {
  const t = useTranslations("properties");
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className={cn("truncate", row.deleted_at && "text-text-3 line-through")}>
        <Marked text={streetOf(row)} query={query} />
      </span>
      {row.name ? (
        <span className="truncate text-13 font-normal text-text-3">
          <Marked text={row.name} query={query} />
        </span>
      ) : null}
      {row.lat === null ? (
        <Badge tone="dashed" icon={<MapPinOff aria-hidden strokeWidth={1.75} />} className="shrink-0">
          {t("position.none")}
        </Badge>
      ) : null}
    </span>
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
        width: "22%",
        cell: (row) => <Marked text={cityOf(row)} query={query} />,
      },
      {
        id: "customer",
        header: t("column.customer"),
        width: "24%",
        cell: (row) => <CustomerCell row={row} query={query} />,
      },
      {
        id: "changed",
        header: t("column.changed"),
        width: "10rem",
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
