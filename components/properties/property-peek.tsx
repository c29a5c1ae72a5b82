"use client";

import { useTranslations } from "use-intl/react";
import { Address } from "@/components/shared/address";
import { useMember } from "@/components/shared/member";
import { Peek } from "@/components/shared/peek";
import type { PropertyRow } from "@/lib/properties/schema";
import { Position } from "./position";
import { propertyTitle } from "./property-form";

export function PropertyPeek({ row, onClose }: { row: PropertyRow; onClose: () => void }) {
  const t = useTranslations("properties");
  const { slug, country } = useMember().organization;
  return (
    <Peek title={propertyTitle(row)} href={`/o/${slug}/properties/${row.id}`} onClose={onClose}>
      <div className="grid gap-5">
        <p className="font-medium">{row.customer.display_name}</p>
        <Address address={row.address} homeCountry={country} />
        <Position property={row} />
        <p className="max-w-[68ch] break-words whitespace-pre-wrap text-text-2">
          {row.access_notes ?? t("page.accessEmpty")}
        </p>
      </div>
    </Peek>
  );
}
