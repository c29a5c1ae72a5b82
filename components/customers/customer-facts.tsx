"use client";

import { useTranslations } from "use-intl/react";
import { Facts } from "@/components/shared/facts";
import type { Fact } from "@/components/shared/facts";
import { usePeople } from "@/components/shared/member";
import { Person } from "@/components/shared/person";
import { When } from "@/components/shared/when";
import type { Customer } from "@/lib/customers/schema";
import { useFormats } from "@/lib/i18n/client";

function useFacts(customer: Customer): Fact[] {
  const t = useTranslations("customers");
  const formats = useFormats();
  const responsible = usePeople().find((person) => person.id === customer.assigned_to);
  const contact =
    customer.kind === "company" ? [customer.first_name, customer.last_name].filter(Boolean).join(" ") : "";
  const facts: (Fact | null)[] = [
    { label: t("about.kind"), value: t(`kind.${customer.kind}`) },
    contact ? { label: t("about.contactPerson"), value: contact } : null,
    { label: t("about.status"), value: t(`status.${customer.status}`) },
    responsible
      ? {
          label: t("about.responsible"),
          value: <Person id={responsible.id} name={responsible.name} size="sm" className="max-w-full" />,
        }
      : null,
    customer.locale ? { label: t("about.language"), value: formats.language(customer.locale) } : null,
    customer.payment_terms_days === null
      ? null
      : { label: t("about.terms"), value: t("about.termsValue", { days: customer.payment_terms_days }) },
    customer.source ? { label: t("about.source"), value: customer.source } : null,
    { label: t("about.since"), value: <When at={customer.created_at} show="day" /> },
  ];
  return facts.filter((fact) => fact !== null);
}

export function CustomerFacts({ customer }: { customer: Customer }) {
  return <Facts facts={useFacts(customer)} />;
}
