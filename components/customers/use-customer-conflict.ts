"use client";

import { useTranslations } from "use-intl/react";
import { useFieldsText } from "@/components/custom-fields/field-text";
import { useMember, usePeople } from "@/components/shared/member";
import { useConflict } from "@/components/shared/use-conflict";
import type { Customer, CustomerUpdate } from "@/lib/customers/schema";
import type { CustomField } from "@/lib/custom-fields/schema";
import { fetchHistory } from "@/lib/history/client";
import { useFormats } from "@/lib/i18n/client";
import { formOf } from "./form-values";

const LABELS = {
  kind: "kind",
  first_name: "firstName",
  last_name: "lastName",
  company_name: "companyName",
  email: "email",
  phone: "phone",
  locale: "language",
  status: "status",
  source: "source",
  notes: "notes",
  do_not_contact: "doNotContact",
  message_consent: "messageConsent",
  message_consent_source: "consentSource",
  assigned_to: "responsible",
  payment_terms_days: "terms",
  custom_fields: "ownFields",
} as const;

function isLabelled(name: string): name is keyof typeof LABELS {
  return name in LABELS;
}

/** A customer's values as a person reads them, for both sides of a clash. */
function useCustomerValue(fields: readonly CustomField[]) {
  const t = useTranslations("customers");
  const formats = useFormats();
  const people = usePeople();
  const textOf = useFieldsText(fields);
  return (name: string, value: unknown): string | null => {
    if (name === "custom_fields") return textOf(value);
    if (value === null || value === undefined || value === "") return null;
    if (typeof value === "boolean") return value ? t("form.yes") : t("form.no");
    const text = `${value as string | number}`;
    if (name === "kind") return t(text === "company" ? "kind.company" : "kind.person");
    if (name === "status" && (text === "lead" || text === "active" || text === "inactive"))
      return t(`status.${text}`);
    if (name === "locale") return formats.language(text);
    if (name === "assigned_to") return people.find((person) => person.id === text)?.name ?? null;
    return text;
  };
}

const NO_FIELDS: readonly CustomField[] = [];

type Save = (changes: CustomerUpdate, version: number) => Promise<void>;

export function useCustomerConflict(
  customer: Customer,
  save: Save,
  fields: readonly CustomField[] = NO_FIELDS,
) {
  const t = useTranslations("customers");
  const { country } = useMember().organization;
  const value = useCustomerValue(fields);
  return useConflict<Customer>({
    stored: formOf(customer, country, fields),
    fieldsOf: (record) => formOf(record, country, fields),
    words: { label: (name) => (isLabelled(name) ? t(`form.${LABELS[name]}`) : name), value },
    findAuthor: async () => {
      const latest = await fetchHistory("customers", customer.id, { limit: 1 });
      return latest.data[0]?.actor?.name ?? null;
    },
    save,
  });
}
