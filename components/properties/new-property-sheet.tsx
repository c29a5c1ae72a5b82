"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl/react";
import { CustomerPicker } from "@/components/customers/customer-picker";
import type { PickedCustomer } from "@/components/customers/customer-picker";
import { FieldInputs } from "@/components/custom-fields/field-inputs";
import { withFields } from "@/components/custom-fields/form-schema";
import { useAskedFields } from "@/components/custom-fields/use-fields";
import { FormSheet } from "@/components/shared/form-sheet";
import { useMember } from "@/components/shared/member";
import { useRecordForm } from "@/components/shared/use-record-form";
import { Field } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { customerKeys } from "@/lib/customers/client";
import type { CustomField } from "@/lib/custom-fields/schema";
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

export function NewPropertySheet(props: NewPropertySheetProps) {
  const fields = useAskedFields("property");
  return fields ? <NewForm {...props} fields={fields} /> : null;
}

const NOTHING = {};

type NewFormProps = NewPropertySheetProps & { fields: readonly CustomField[] };

function NewForm({ customerId, onMade, onClose, fields }: NewFormProps) {
  const t = useTranslations("properties");
  const { user, organization } = useMember();
  const client = useQueryClient();
  const toast = useToast();
  const gateCode = useNewGateCode();
  const [customer, setCustomer] = useState<PickedCustomer | null>(null);
  const state = useRecordForm<PropertyForm, PropertyWrite>({
    schema: useMemo(() => withFields(propertyCreate, fields, NOTHING), [fields]),
    values: newProperty(customerId ?? "", organization.country, fields),
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
      <FieldInputs fields={fields} stored={NOTHING} state={state} />
      {gateCode.field}
    </FormSheet>
  );
}
