"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { CustomerPicker } from "@/components/customers/customer-picker";
import type { PickedCustomer } from "@/components/customers/customer-picker";
import { FormSheet } from "@/components/shared/form-sheet";
import { useMember } from "@/components/shared/member";
import { useRecordForm } from "@/components/shared/use-record-form";
import { Field } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { customerKeys } from "@/lib/customers/client";
import { createProperty, propertyKeys } from "@/lib/properties/client";
import { propertyCreate } from "@/lib/properties/schema";
import type { Property } from "@/lib/properties/schema";
import { useNewGateCode } from "./gate-code-field";
import { AddressFields, PlaceFields } from "./property-fields";
import { newProperty, propertyTitle } from "./property-form";
import type { PropertyForm, PropertyWrite } from "./property-form";

type NewPropertySheetProps = {
  /** Null on the list of all properties: the customer is chosen in the form. */
  customerId: string | null;
  onMade: (property: Property) => void;
  onClose: () => void;
};

export function NewPropertySheet({ customerId, onMade, onClose }: NewPropertySheetProps) {
  const t = useTranslations("properties");
  const { user, organization } = useMember();
  const client = useQueryClient();
  const toast = useToast();
  const gateCode = useNewGateCode();
  const [customer, setCustomer] = useState<PickedCustomer | null>(null);
  const state = useRecordForm<PropertyForm, PropertyWrite>({
    schema: propertyCreate,
    values: newProperty(customerId ?? "", organization.country),
    draftKey: `${organization.id}.${user.id}.property.of.${customerId ?? "anyone"}`,
    words: { "customer_id:invalid_format": t("form.customerNeeded") },
    save: async (body) => {
      const made = await gateCode.keep(await createProperty(body));
      await client.invalidateQueries({ queryKey: propertyKeys.all });
      void client.invalidateQueries({ queryKey: customerKeys.all });
      void client.invalidateQueries({ queryKey: ["history"] });
      toast.show({ title: t("added", { name: propertyTitle(made) }), tone: "success" });
      onMade(made);
    },
  });
  const choose = (next: PickedCustomer | null) => {
    setCustomer(next);
    state.form.setValue("customer_id", next?.id ?? "", { shouldDirty: true, shouldTouch: true });
    if (next) state.form.clearErrors("customer_id");
  };
  return (
    <FormSheet open title={t("form.newTitle")} saveLabel={t("form.create")} state={state} onClose={onClose}>
      {customerId === null ? (
        <Field label={t("form.customer")} error={state.errorOf("customer_id")}>
          <CustomerPicker value={customer} onValueChange={choose} />
        </Field>
      ) : null}
      <AddressFields state={state} />
      <PlaceFields state={state} />
      {gateCode.field}
    </FormSheet>
  );
}
