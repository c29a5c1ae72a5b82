import type { z } from "zod";
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
export function newCustomer(searched: string): CustomerForm {
  const text = searched.trim();
  if (text === "") return EMPTY;
  if (text.includes("@")) return { ...EMPTY, email: text };
  if (/^[\d\s()+./-]{5,}$/.test(text)) return { ...EMPTY, phone: text };
  const [first = "", ...rest] = text.split(/\s+/);
  return rest.length === 0
    ? { ...EMPTY, last_name: first }
    : { ...EMPTY, first_name: first, last_name: rest.join(" ") };
}

/** Numbers are shown as people of the country write them; the server reads any notation. */
export function formOf(customer: Customer, country: string): CustomerForm {
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
  };
}
