"use client";

import { useQuery } from "@tanstack/react-query";
import { Ellipsis, MapPin, MapPinOff, Pencil, Plus, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { addressLine } from "@/components/shared/address";
import { Card } from "@/components/shared/card";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan, useMember } from "@/components/shared/member";
import { PendingClock } from "@/components/shared/pending-clock";
import { SkeletonLines } from "@/components/shared/skeleton";
import { useSheetParam } from "@/components/shared/use-sheet-param";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { customerKeys, fetchCustomer } from "@/lib/customers/client";
import { fetchProperties, propertyKeys } from "@/lib/properties/client";
import type { Property } from "@/lib/properties/schema";
import { propertyTitle } from "./property-form";
import { usePropertyWrites } from "./use-property-writes";

const NewPropertySheet = lazyShown(() =>
  import("./new-property-sheet").then((form) => form.NewPropertySheet),
);

const EditPropertySheet = lazyShown(() =>
  import("./edit-property-sheet").then((form) => form.EditPropertySheet),
);

/** Nothing is added to a deleted customer; the record's own query answers from the cache. */
function useIsDeleted(customerId: string): boolean {
  const { data } = useQuery({
    queryKey: customerKeys.record(customerId),
    queryFn: ({ signal }) => fetchCustomer(customerId, signal),
  });
  return data ? data.deleted_at !== null : true;
}

/** Where this customer's work happens. */
export function CustomerProperties({ customerId }: { customerId: string }) {
  const t = useTranslations("properties");
  const may = useCan();
  const sheet = useSheetParam();
  const filters = { customer_id: customerId };
  const { data, error, refetch } = useQuery({
    queryKey: propertyKeys.list(filters),
    queryFn: ({ signal }) => fetchProperties(filters, { signal }),
  });
  const properties = data?.data;
  const isLocked = useIsDeleted(customerId);
  const mayAdd = may("create", "properties") && !isLocked;
  const edited = properties?.find((property) => sheet.name === "property" && property.id === sheet.id);
  return (
    <Card
      title={t("card.title")}
      count={properties?.length}
      action={
        mayAdd ? (
          <IconButton label={t("card.add")} size="sm" onClick={() => sheet.open("property")}>
            <Plus aria-hidden />
          </IconButton>
        ) : null
      }
    >
      {error && !properties ? (
        <ErrorCard
          title={t("card.error")}
          error={error}
          onRetry={() => void refetch()}
          className="my-0 border-0 p-0"
        />
      ) : properties ? (
        <PropertyRows properties={properties} mayAdd={mayAdd} isLocked={isLocked} />
      ) : (
        <SkeletonLines />
      )}
      {mayAdd && sheet.name === "property" && sheet.id === null ? (
        <NewPropertySheet customerId={customerId} onMade={sheet.close} onClose={sheet.close} />
      ) : null}
      {edited && may("update", "properties") && !isLocked ? (
        <EditPropertySheet key={edited.id} property={edited} onClose={sheet.close} />
      ) : null}
    </Card>
  );
}

type PropertyRowsProps = { properties: readonly Property[]; mayAdd: boolean; isLocked: boolean };

function PropertyRows({ properties, mayAdd, isLocked }: PropertyRowsProps) {
  const t = useTranslations("properties");
  const sheet = useSheetParam();
  if (properties.length > 0) {
    const mainOnTop = [...properties].sort((a, b) => Number(b.is_primary) - Number(a.is_primary));
    return (
      <ul className="-mx-2 grid gap-1">
        {mainOnTop.map((property) => (
          <PropertyRow key={property.id} property={property} isLocked={isLocked} />
        ))}
      </ul>
    );
  }
  if (!mayAdd) return <p className="text-text-2">{t("card.emptyReader")}</p>;
  return (
    <div className="grid justify-items-start gap-3">
      <p className="text-text-2">{t("card.empty")}</p>
      <Button size="sm" icon={<Plus aria-hidden />} onClick={() => sheet.open("property")}>
        {t("card.add")}
      </Button>
    </div>
  );
}

function PropertyRow({ property, isLocked }: { property: Property; isLocked: boolean }) {
  const t = useTranslations("properties");
  const { slug } = useMember().organization;
  const Pin = property.lat === null ? MapPinOff : MapPin;
  return (
    <li className="relative flex items-start gap-3 rounded-control px-2 py-1.5 hover:bg-hover has-focus-visible:bg-hover">
      <Pin aria-hidden className="mt-0.5 size-5 shrink-0 text-text-3" strokeWidth={1.75} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <Link
            href={`/o/${slug}/properties/${property.id}`}
            className="font-medium break-words after:absolute after:inset-0 after:content-['']"
          >
            {propertyTitle(property)}
          </Link>
          {property.is_primary ? <Badge>{t("card.primary")}</Badge> : null}
          <PendingClock keys={propertyKeys} id={property.id} />
        </p>
        <p className="text-13 break-words text-text-2">{addressLine(property.address)}</p>
        {property.lat === null ? <p className="text-13 text-text-3">{t("position.none")}</p> : null}
        {property.access_notes ? (
          <p className="mt-0.5 line-clamp-2 text-13 break-words text-text-3">{property.access_notes}</p>
        ) : null}
      </div>
      {isLocked ? null : <PropertyMenu property={property} />}
    </li>
  );
}

function PropertyMenu({ property }: { property: Property }) {
  const t = useTranslations("properties");
  const may = useCan();
  const sheet = useSheetParam();
  const { remove } = usePropertyWrites(property.id);
  const name = propertyTitle(property);
  const mayEdit = may("update", "properties");
  const mayDelete = may("delete", "properties");
  if (!mayEdit && !mayDelete) return null;
  return (
    <Menu
      trigger={
        <IconButton label={t("card.actions", { name })} size="sm" className="relative">
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      {mayEdit ? (
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => sheet.open("property", property.id)}>
          {t("card.edit", { name })}
        </MenuItem>
      ) : null}
      {mayDelete ? (
        <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => void remove(property)}>
          {t("card.delete", { name })}
        </MenuItem>
      ) : null}
    </Menu>
  );
}
