"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Address } from "@/components/shared/address";
import { Card } from "@/components/shared/card";
import { DeletedBanner } from "@/components/shared/deleted-banner";
import { ErrorCard } from "@/components/shared/error-card";
import { Facts } from "@/components/shared/facts";
import { useCan, useMember } from "@/components/shared/member";
import { PageFrame } from "@/components/shared/page-frame";
import { PendingClock } from "@/components/shared/pending-clock";
import { RecordLayout } from "@/components/shared/record-layout";
import { SkeletonRecord } from "@/components/shared/skeleton";
import { useSheetParam } from "@/components/shared/use-sheet-param";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { fetchProperty, propertyKeys } from "@/lib/properties/client";
import type { Property } from "@/lib/properties/schema";
import { useFormats } from "@/lib/i18n/client";
import { GateCode } from "./gate-code";
import { LocalTime } from "./local-time";
import { PlaceMap } from "./place-map";
import { Position } from "./position";
import { PropertyActions } from "./property-actions";
import { propertyTitle } from "./property-form";
import { usePropertyWrites } from "./use-property-writes";

/** Absent where the company has none. */
const FieldCard = lazyShown(() =>
  import("@/components/custom-fields/field-facts").then((part) => part.FieldCard),
);

const EditPropertySheet = lazyShown(() =>
  import("./edit-property-sheet").then((form) => form.EditPropertySheet),
);

type PropertyRecordProps = { id: string; visits: ReactNode; customer: ReactNode; history: ReactNode };

/** The place: how to find it, how to get in, whose it is. */
export function PropertyRecord(props: PropertyRecordProps) {
  const { id } = props;
  const t = useTranslations("properties");
  const { slug } = useMember().organization;
  const { data, error, refetch } = useQuery({
    queryKey: propertyKeys.record(id),
    queryFn: ({ signal }) => fetchProperty(id, signal),
  });
  if (data) return <Record {...props} property={data} />;
  return (
    <PageFrame title={t("title")} back={{ href: `/o/${slug}/properties`, label: t("page.back") }}>
      {error ? (
        <ErrorCard title={t("page.loadError")} error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRecord />
      )}
    </PageFrame>
  );
}

function Record({ property, customer, visits, history }: PropertyRecordProps & { property: Property }) {
  const t = useTranslations("properties");
  const may = useCan();
  const sheet = useSheetParam();
  const { slug } = useMember().organization;
  const { remove, restore, isPending } = usePropertyWrites(property.id);
  const isDeleted = property.deleted_at !== null;
  const isEditable = may("update", "properties") && !isDeleted;
  const edit = isEditable ? () => sheet.open("property") : undefined;
  return (
    <PageFrame
      title={propertyTitle(property)}
      count={<Standing property={property} />}
      back={{ href: `/o/${slug}/properties`, label: t("page.back") }}
      actions={
        <PropertyActions
          property={property}
          onEdit={edit}
          onDelete={may("delete", "properties") && !isDeleted ? () => void remove(property) : undefined}
        />
      }
    >
      <Deleted property={property} isBusy={isPending} onRestore={() => void restore(property)} />
      <RecordLayout
        main={
          <>
            <Place property={property} onEdit={edit} />
            <Access property={property} onEdit={edit} />
            <FieldCard entity="property" record={property} />
            {visits}
          </>
        }
        rail={customer}
        stream={history}
      />
      {isEditable && sheet.name === "property" ? (
        <EditPropertySheet key={property.id} property={property} onClose={sheet.close} />
      ) : null}
    </PageFrame>
  );
}

function Standing({ property }: { property: Property }) {
  const t = useTranslations("properties");
  return (
    <span className="flex items-center gap-2">
      {property.is_primary ? <Badge>{t("page.primary")}</Badge> : null}
      <PendingClock keys={propertyKeys} id={property.id} />
    </span>
  );
}

type DeletedProps = { property: Property; isBusy: boolean; onRestore: () => void };

function Deleted({ property, isBusy, onRestore }: DeletedProps) {
  const t = useTranslations("properties");
  const formats = useFormats();
  const may = useCan();
  const at = property.deleted_at;
  if (at === null) return null;
  return (
    <DeletedBanner
      restoreLabel={may("delete", "properties") ? t("page.restore") : undefined}
      isBusy={isBusy}
      onRestore={onRestore}
    >
      {t("page.deletedBanner", { when: formats.ago(at) ?? formats.dayTime(at) })}
    </DeletedBanner>
  );
}

function Place({ property, onEdit }: { property: Property; onEdit?: () => void }) {
  const t = useTranslations("properties");
  const { country } = useMember().organization;
  return (
    <Card title={t("page.address")}>
      <div className="mb-4">
        <Address address={property.address} homeCountry={country} />
      </div>
      <Facts
        facts={[
          { label: t("column.position"), value: <Position property={property} onAdd={onEdit} /> },
          { label: t("page.timeZone"), value: <LocalTime timeZone={property.time_zone} /> },
        ]}
      />
      {property.lat === null || property.lng === null ? null : (
        <PlaceMap name={propertyTitle(property)} position={{ lat: property.lat, lng: property.lng }} />
      )}
    </Card>
  );
}

function Access({ property, onEdit }: { property: Property; onEdit?: () => void }) {
  const t = useTranslations("properties");
  return (
    <Card title={t("page.access")}>
      {property.access_notes ? (
        <p className="max-w-[68ch] break-words whitespace-pre-wrap">{property.access_notes}</p>
      ) : (
        <div className="flex flex-wrap items-center gap-3 text-text-2">
          {t("page.accessEmpty")}
          {onEdit ? (
            <Button size="sm" onClick={onEdit}>
              {t("page.accessAdd")}
            </Button>
          ) : null}
        </div>
      )}
      <GateCode key={property.id} property={property} />
    </Card>
  );
}
