"use client";

import { useMemo, useState } from "react";
import { useTranslations } from "use-intl/react";
import { FieldInputs } from "@/components/custom-fields/field-inputs";
import { withFields } from "@/components/custom-fields/form-schema";
import { useAskedFields, valuesOf } from "@/components/custom-fields/use-fields";
import { changedFields } from "@/components/shared/changed-fields";
import { CompareVersions } from "@/components/shared/compare-versions";
import { dropDraft } from "@/components/shared/draft";
import { FormSheet } from "@/components/shared/form-sheet";
import { useMember } from "@/components/shared/member";
import { useRecordForm } from "@/components/shared/use-record-form";
import { useStoreRecord } from "@/components/shared/use-record-writes";
import { useToast } from "@/components/ui/toast";
import { customerKeys, updateCustomer } from "@/lib/customers/client";
import { customerCreate } from "@/lib/customers/schema";
import type { Customer, CustomerUpdate } from "@/lib/customers/schema";
import type { CustomField } from "@/lib/custom-fields/schema";
import { CustomerFields } from "./customer-fields";
import { CustomerMoreFields } from "./customer-more-fields";
import { formOf } from "./form-values";
import type { CustomerForm, CustomerWrite } from "./form-values";
import { useCustomerConflict } from "./use-customer-conflict";
import { useCustomerWords } from "./use-customer-words";

type EditCustomerProps = { customer: Customer; onClose: () => void };

export function EditCustomerSheet(props: EditCustomerProps) {
  const fields = useAskedFields("customer");
  return fields ? <EditForm {...props} fields={fields} /> : null;
}

function EditForm(props: EditCustomerProps & { fields: readonly CustomField[] }) {
  const { onClose, fields } = props;
  // What the words are written against. A refetch behind the sheet must not pass for what was seen when typing began.
  const [customer] = useState(props.customer);
  const t = useTranslations("customers");
  const { user, organization } = useMember();
  const toast = useToast();
  const store = useStoreRecord<Customer>(customerKeys);
  const stored = formOf(customer, organization.country, fields);
  const own = valuesOf(customer);
  const draftKey = `${organization.id}.${user.id}.customer.${customer.id}`;

  const send = async (changes: CustomerUpdate, version: number) => {
    if (Object.keys(changes).length > 0) {
      store(await updateCustomer(customer.id, version, changes));
      toast.show({ title: t("saved"), tone: "success" });
    }
    onClose();
  };
  const resolve = async (changes: CustomerUpdate, version: number) => {
    await send(changes, version);
    dropDraft(draftKey);
  };
  const conflict = useCustomerConflict(customer, resolve, fields);
  const state = useRecordForm<CustomerForm, CustomerWrite>({
    schema: useMemo(() => withFields(customerCreate, fields, own), [fields, own]),
    values: stored,
    version: customer.version,
    draftKey,
    words: useCustomerWords(),
    save: (values, version) => send(changedFields(stored, values), version ?? customer.version),
    onStale: (current, values) => conflict.open(current, values),
  });

  return (
    <>
      <FormSheet open title={t("form.editTitle")} saveLabel={t("form.save")} state={state} onClose={onClose}>
        <CustomerFields state={state} exceptId={customer.id} />
        <CustomerMoreFields state={state} />
        <FieldInputs fields={fields} stored={own} state={state} />
      </FormSheet>
      <CompareVersions {...conflict.props} />
    </>
  );
}
