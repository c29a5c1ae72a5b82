import type { z } from "zod";
import type { Contact, contactCreate, ContactCreate } from "@/lib/contacts/schema";
import { formatPhone } from "@/lib/phone";

export type ContactForm = ContactCreate;
export type ContactWrite = z.output<typeof contactCreate>;

export function newContact(customerId: string): ContactForm {
  return {
    customer_id: customerId,
    name: "",
    role_title: "",
    email: "",
    phone: "",
    is_primary: false,
    notes: "",
  };
}

export function formOf(contact: Contact, country: string): ContactForm {
  return {
    customer_id: contact.customer_id,
    name: contact.name,
    role_title: contact.role_title ?? "",
    email: contact.email ?? "",
    phone: contact.phone ? formatPhone(contact.phone, country) : "",
    is_primary: contact.is_primary,
    notes: contact.notes ?? "",
  };
}
