"use client";

import { useQueries } from "@tanstack/react-query";
import { useCan } from "@/components/shared/member";
import { useFormats } from "@/lib/i18n/client";
import { fetchInvitations, invitationKeys } from "@/lib/invitations/client";
import type { Invitation } from "@/lib/invitations/schema";
import { fetchMembers, memberKeys } from "@/lib/members/client";
import { ROLES } from "@/lib/members/rules";
import type { OrganizationMember } from "@/lib/members/schema";
import { memberName } from "./member-name";
import { INVITED, PRESENT, REMOVED } from "./people-queries";

const ALL = { limit: 200 };

/** A line of the list: who is here, and who was asked to come. */
export type PersonRow =
  | { kind: "member"; id: string; member: OrganizationMember }
  | { kind: "invitation"; id: string; invitation: Invitation };

/** Members first, by the reach of their role and by name, then open invitations, the latest first; former ones when asked for. */
export function usePeopleList(withFormer: boolean) {
  const may = useCan();
  const [present, removed, invited] = useQueries({
    queries: [
      {
        queryKey: memberKeys.list(PRESENT),
        queryFn: ({ signal }) => fetchMembers(PRESENT, { ...ALL, signal }),
      },
      {
        queryKey: memberKeys.list(REMOVED),
        queryFn: ({ signal }) => fetchMembers(REMOVED, { ...ALL, signal }),
        enabled: withFormer,
      },
      {
        queryKey: invitationKeys.list(INVITED),
        queryFn: ({ signal }) => fetchInvitations(INVITED, { ...ALL, signal }),
        enabled: may("read", "invitations"),
      },
    ],
  });
  const formats = useFormats();
  const byRoleAndName = (a: OrganizationMember, b: OrganizationMember) =>
    ROLES.indexOf(a.role) - ROLES.indexOf(b.role) ||
    formats.compare(memberName(a) ?? "", memberName(b) ?? "");
  const members = [
    ...(present.data?.data ?? []).toSorted(byRoleAndName),
    ...(withFormer ? (removed.data?.data ?? []) : []),
  ];
  const invitations = (invited.data?.data ?? []).filter(({ status }) =>
    status === "pending" || status === "expired" ? true : withFormer && status === "revoked",
  );
  const rows: PersonRow[] = [
    ...members.map((member) => ({ kind: "member" as const, id: member.user_id, member })),
    ...invitations.map((invitation) => ({
      kind: "invitation" as const,
      id: invitation.id,
      invitation,
    })),
  ];
  return {
    rows: present.data ? rows : undefined,
    members: present.data?.data ?? [],
    error: present.error ?? invited.error,
    refetch: () => void Promise.all([present.refetch(), invited.refetch()]),
  };
}
