import type { Customer } from "@/lib/customers/schema";

export const CUSTOMER_KINDS = ["person", "company"] as const;
export const CUSTOMER_STATUSES = ["lead", "active", "inactive"] as const;

type Named = Pick<Customer, "kind"> & Partial<Pick<Customer, "first_name" | "last_name" | "company_name">>;

/** As the database generates `display_name`: shown while a new customer is not stored yet. */
export function customerName({ kind, first_name, last_name, company_name }: Named): string {
  if (kind === "company" && company_name) return company_name;
  const person = [first_name, last_name].filter(Boolean).join(" ");
  return person || company_name || "";
}
