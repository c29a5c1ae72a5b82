"use client";

import { Copy } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { addressLine } from "@/components/shared/address";
import { RecordActions } from "@/components/shared/record-actions";
import { MenuItem } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import type { Property } from "@/lib/properties/schema";

type PropertyActionsProps = { property: Property; onEdit?: () => void; onDelete?: () => void };

/** What every record has, and its address for a letter or a phone's map. */
export function PropertyActions({ property, onEdit, onDelete }: PropertyActionsProps) {
  const t = useTranslations("properties");
  const toast = useToast();
  const copy = async () => {
    await navigator.clipboard.writeText(addressLine(property.address));
    toast.show({ title: t("page.addressCopied"), tone: "success" });
  };
  return (
    <RecordActions of="properties" onEdit={onEdit} onDelete={onDelete}>
      <MenuItem icon={<Copy aria-hidden />} onSelect={() => void copy()}>
        {t("page.copyAddress")}
      </MenuItem>
    </RecordActions>
  );
}
