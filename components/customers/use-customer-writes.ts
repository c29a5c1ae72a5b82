"use client";

import { useTranslations } from "use-intl/react";
import { useRecordWrites } from "@/components/shared/use-record-writes";
import { customerKeys, removeCustomer, restoreCustomer, updateCustomer } from "@/lib/customers/client";
import type { Customer, CustomerUpdate } from "@/lib/customers/schema";
import { useOpenWork } from "./use-open-work";

export function useCustomerWrites(id: string) {
  const t = useTranslations("customers");
  const openWork = useOpenWork();
  return useRecordWrites<Customer, CustomerUpdate>(id, {
    keys: customerKeys,
    update: updateCustomer,
    remove: removeCustomer,
    restore: restoreCustomer,
    words: {
      deleted: (customer) => t("page.deleted", { name: customer.display_name }),
      restored: (customer) => t("page.restored", { name: customer.display_name }),
      notSaved: t("notSaved"),
      notDeleted: (customer) => t("notDeleted", { name: customer.display_name }),
      notRestored: (customer) => t("notRestored", { name: customer.display_name }),
      whyRefused: openWork,
    },
  });
}
