"use client";

import { useTranslations } from "use-intl/react";
import { useRecordWrites } from "@/components/shared/use-record-writes";
import { propertyKeys, removeProperty, restoreProperty, updateProperty } from "@/lib/properties/client";
import type { Property, PropertyUpdate } from "@/lib/properties/schema";
import { propertyTitle } from "./property-form";

export function usePropertyWrites(id: string) {
  const t = useTranslations("properties");
  return useRecordWrites<Property, PropertyUpdate>(id, {
    keys: propertyKeys,
    update: updateProperty,
    remove: removeProperty,
    restore: restoreProperty,
    words: {
      deleted: (property) => t("deleted", { name: propertyTitle(property) }),
      restored: (property) => t("restored", { name: propertyTitle(property) }),
      notSaved: t("notSaved"),
      notDeleted: (property) => t("notDeleted", { name: propertyTitle(property) }),
      notRestored: (property) => t("notRestored", { name: propertyTitle(property) }),
    },
  });
}
