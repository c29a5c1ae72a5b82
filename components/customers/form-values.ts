import type { z } from "zod";
import { formValues } from "@/lib/custom-fields/rules";
import type { CustomField, FieldValues } from "@/lib/custom-fields/schema";
import type { Customer, customerCreate, CustomerCreate } from "@/lib/customers/schema";
import { formatPhone } from "@/lib/phone";

/** The fields of the form, empty ones as "" or null. What the form does not show is not sent and stays untouched. */
export type CustomerForm = CustomerCreate;
/** What the schema makes of them: trimmed, "" as null. */
export type CustomerWrite = z.output<typeof customerCreate>;

const EMPTY: CustomerForm = {
  kind: "person",
  first_name: "",
  last_name: "",
  company_name: "",
  email: "",
  phone: "",
  locale: null,
  status: "active",
  source: "",
  notes: "",
  do_not_contact: false,
  message_consent: false,
  message_consent_source: "",
  assigned_to: null,
  payment_terms_days: null,
};

/** What was searched and not found is most likely the new customer's name, number or address. */
function guess(searched: string): Partial<CustomerForm> {
  const text = searched.trim();
  if (text === "") return {};
  if (text.includes("@")) return { email: text };
  if (/^[\d\s()+./-]{5,}$/.test(text)) return { phone: text };
  const [first = "", ...rest] = text.split(/\s+/);
  return rest.length === 0 ? { last_name: first } : { first_name: first, last_name: rest.join(" ") };
}

export function newCustomer(searched: string, fields: readonly CustomField[]): CustomerForm {
  return { ...EMPTY, ...guess(searched), ...own(fields, {}) };
}

/** The company's own fields, as far as it has any. */
function own(fields: readonly CustomField[], stored: FieldValues): Pick<CustomerForm, "custom_fields"> {
  return fields.length === 0
    ? {}
    : { custom_fields: formValues(fields, stored) as CustomerForm["custom_fields"] };
}

/** Numbers are shown as people of the country write them; the server reads any notation. */
export function formOf(customer: Customer, country: string, fields: readonly CustomField[]): CustomerForm {
  return {
    kind: customer.kind,
    first_name: customer.first_name ?? "",
    last_name: customer.last_name ?? "",
    company_name: customer.company_name ?? "",
    email: customer.email ?? "",
    phone: customer.phone ? formatPhone(customer.phone, country) : "",
    locale: customer.locale,
    status: customer.status,
    source: customer.source ?? "",
    notes: customer.notes ?? "",
    do_not_contact: customer.do_not_contact,
    message_consent: customer.message_consent,
    message_consent_source: customer.message_consent_source ?? "",
    assigned_to: customer.assigned_to,
    payment_terms_days: customer.payment_terms_days,
    ...own(fields, customer.custom_fields as FieldValues),
  };
}
