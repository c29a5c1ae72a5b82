"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
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
  const q = useSettled(typed.trim(), 150);
  const filters = { q: q === value?.display_name ? undefined : q || undefined };
  const { data } = useQuery({
    queryKey: [...customerKeys.all, "picker", filters],
    queryFn: ({ signal }) => fetchCustomers(filters, { limit: 20, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Combobox<PickedCustomer>
      items={data?.data ?? []}
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
      empty={t("picker.none")}
      placeholder={t("picker.placeholder")}
    />
  );
}
