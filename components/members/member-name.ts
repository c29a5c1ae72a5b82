import type { OrganizationMember } from "@/lib/members/schema";

/** The name, else the address; null after removal, when the profile is no longer the company's to see. */
export function memberName({ name, email }: Pick<OrganizationMember, "name" | "email">): string | null {
  return name ?? email;
}
