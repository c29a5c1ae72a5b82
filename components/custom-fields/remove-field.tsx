"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { ConfirmEffect } from "@/components/shared/confirm-effect";
import { useRecordWrites } from "@/components/shared/use-record-writes";
import { customFieldKeys, fetchCustomFieldUsage } from "@/lib/custom-fields/client";
import type { CustomField } from "@/lib/custom-fields/schema";
import { fieldFeature } from "./field-feature";

/** A field goes from every form at once: how many values it hides is said before, and that none of them is lost. */
export function RemoveField({ field, onClose }: { field: CustomField; onClose: () => void }) {
  const t = useTranslations("custom-fields");
  const words = useTranslations("records");
  const { name } = field;
  const [isBusy, setIsBusy] = useState(false);
  const usage = useQuery({
    queryKey: customFieldKeys.usage(field.id),
    queryFn: ({ signal }) => fetchCustomFieldUsage(field.id, signal),
    staleTime: 0,
  });
  const { remove } = useRecordWrites<CustomField, Partial<CustomField>>(field.id, {
    ...fieldFeature,
    words: {
      deleted: () => words("deleted", { name }),
      restored: () => words("restored", { name }),
      notSaved: words("notSaved"),
      notDeleted: () => words("notDeleted", { name }),
      notRestored: () => words("notRestored", { name }),
    },
  });
  const confirm = async () => {
    setIsBusy(true);
    await remove(field);
    setIsBusy(false);
    onClose();
  };
  const count = usage.data?.count;
  return (
    <ConfirmEffect
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("remove.title", { name })}
      effect={
        usage.isPending
          ? t("remove.counting")
          : count === undefined
            ? t("remove.unknown")
            : t("remove.effect", { count })
      }
      confirm={t("remove.confirm")}
      keep={t("remove.keep")}
      busy={isBusy}
      onConfirm={() => void confirm()}
    />
  );
}
