"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { fitting } from "@/components/shared/fitting";
import { useSettled } from "@/components/shared/use-settled";
import { useMember } from "@/components/shared/member";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import { Combobox } from "@/components/ui/combobox";
import { customerKeys, fetchCustomers } from "@/lib/customers/client";
import type { CustomerRow } from "@/lib/customers/schema";

export type PickedCustomer = Pick<CustomerRow, "id" | "display_name"> &
  Partial<Pick<CustomerRow, "phone" | "place">>;

type CustomerPickerProps = {
  value: PickedCustomer | null;
  onValueChange: (customer: PickedCustomer | null) => void;
};

/** A customer by name, number or address; before anything is typed, the first of the list. */
export function CustomerPicker({ value, onValueChange }: CustomerPickerProps) {
  const t = useTranslations("customers");
  const { country } = useMember().organization;
  const formatPhone = usePhoneFormat();
  const [typed, setTyped] = useState("");
  // What stands in the field of somebody chosen is no search.
  const wanted = typed.trim() === value?.display_name ? "" : typed.trim();
  const q = useSettled(wanted, 150);
  const filters = { q: q || undefined };
  const { data, isPlaceholderData, isPending } = useQuery({
    queryKey: [...customerKeys.all, "picker", filters],
    queryFn: ({ signal }) => fetchCustomers(filters, { limit: 20, signal }),
    placeholderData: keepPreviousData,
  });
  const rows = data?.data ?? [];
  const isSettled = q === wanted && !isPlaceholderData && !isPending;
  return (
    <Combobox<PickedCustomer>
      items={isSettled ? rows : fitting(rows, wanted, (row) => row.display_name)}
      value={value}
      onValueChange={onValueChange}
      itemKey={(customer) => customer.id}
      itemLabel={(customer) => customer.display_name}
      renderItem={(customer) => (
        <>
          <span className="block truncate">{customer.display_name}</span>
          <span className="block truncate text-13 text-text-3">
            {[
              customer.place?.line1,
              customer.place?.city,
              customer.phone && formatPhone(customer.phone, country),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </>
      )}
      onQuery={setTyped}
      empty={isSettled ? t("picker.none") : t("picker.searching")}
      placeholder={t("picker.placeholder")}
    />
  );
}
