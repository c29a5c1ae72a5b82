"use client";

import { useQuery } from "@tanstack/react-query";
import { useCan } from "@/components/shared/member";
import { fetchMembers, memberKeys } from "@/lib/members/client";
import type { OrganizationMember } from "@/lib/members/schema";

const ACTIVE = { status: "active" } as const;

export const nameOf = ({ name, email }: Pick<OrganizationMember, "name" | "email">) => name ?? email ?? "";

/** Who may lead, and who belongs where; nobody for whoever may not see the members. */
export function useLeads(): OrganizationMember[] {
  const may = useCan();
  const { data } = useQuery({
    queryKey: memberKeys.list(ACTIVE),
    queryFn: ({ signal }) => fetchMembers(ACTIVE, { limit: 200, signal }),
    enabled: may("read", "members"),
  });
  return data?.data ?? [];
}
