"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl/react";
import { FieldInputs } from "@/components/custom-fields/field-inputs";
import { withFields } from "@/components/custom-fields/form-schema";
import { useAskedFields } from "@/components/custom-fields/use-fields";
import { FormSheet } from "@/components/shared/form-sheet";
import { useMember } from "@/components/shared/member";
import { useRecordForm } from "@/components/shared/use-record-form";
import { useToast } from "@/components/ui/toast";
import { createCustomer, customerKeys } from "@/lib/customers/client";
import { customerCreate } from "@/lib/customers/schema";
import type { CustomField } from "@/lib/custom-fields/schema";
import { CustomerFields } from "./customer-fields";
import { CustomerMoreFields } from "./customer-more-fields";
import { newCustomer } from "./form-values";
import type { CustomerForm, CustomerWrite } from "./form-values";
import { useCustomerWords } from "./use-customer-words";

type NewCustomerSheetProps = {
  /** What was being searched: a first guess at the name. */
  name: string;
  onClose: () => void;
};

export function NewCustomerSheet(props: NewCustomerSheetProps) {
  const fields = useAskedFields("customer");
  return fields ? <NewForm {...props} fields={fields} /> : null;
}

const NOTHING = {};

function NewForm({ name, onClose, fields }: NewCustomerSheetProps & { fields: readonly CustomField[] }) {
  const t = useTranslations("customers");
  const { user, organization } = useMember();
  const router = useRouter();
  const client = useQueryClient();
  const toast = useToast();
  const [values] = useState(() => newCustomer(name, fields));
  const state = useRecordForm<CustomerForm, CustomerWrite>({
    schema: useMemo(() => withFields(customerCreate, fields, NOTHING), [fields]),
    values,
    draftKey: `${organization.id}.${user.id}.customer.new`,
    words: useCustomerWords(),
    save: async (body) => {
      const made = await createCustomer(body);
      client.setQueryData(customerKeys.record(made.id), made);
      void client.invalidateQueries({ queryKey: customerKeys.all });
      toast.show({ title: t("added", { name: made.display_name }), tone: "success" });
      router.push(`/o/${organization.slug}/customers/${made.id}`);
    },
  });
  return (
    <FormSheet open title={t("form.newTitle")} saveLabel={t("form.create")} state={state} onClose={onClose}>
      <CustomerFields state={state} />
      <FieldInputs fields={fields.filter((field) => field.is_required)} stored={NOTHING} state={state} />
      <details className="group">
        <summary className="flex min-h-6 items-center gap-1 text-13 font-medium text-text-2 hover:text-text">
          <ChevronRight
            aria-hidden
            className="size-4 transition-transform group-open:rotate-90"
            strokeWidth={1.75}
          />
          {t("form.more")}
        </summary>
        <div className="grid gap-4 pt-4">
          <CustomerMoreFields state={state} />
          <FieldInputs fields={fields.filter((field) => !field.is_required)} stored={NOTHING} state={state} />
        </div>
      </details>
    </FormSheet>
  );
}
