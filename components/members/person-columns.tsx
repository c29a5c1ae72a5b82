"use client";

import { useCallback, useMemo } from "react";
import { useTranslations } from "use-intl/react";
import type { Column, CompactRow } from "@/components/shared/data-table";
import { Marked } from "@/components/shared/marked";
import { useMember } from "@/components/shared/member";
import { Person } from "@/components/shared/person";
import { Age } from "@/components/shared/when";
import { Badge } from "@/components/ui/badge";
import { useFormats } from "@/lib/i18n/client";
import type { Invitation } from "@/lib/invitations/schema";
import type { OrganizationMember } from "@/lib/members/schema";
import { InvitationMenu } from "./invitation-menu";
import { memberName } from "./member-name";
import { MemberMenu } from "./member-menu";
import type { PersonRow } from "./use-people-list";

function MemberCell({ member, query }: { member: OrganizationMember; query: string }) {
  const t = useTranslations("members");
  const me = useMember().user.id;
  const name = memberName(member);
  return (
    <span className="flex items-center gap-2">
      <Person
        id={member.user_id}
        name={<Marked text={name ?? t("former")} query={query} />}
        initials={name ?? ""}
        sub={member.email && member.email !== name ? <Marked text={member.email} query={query} /> : undefined}
      />
      {member.user_id === me ? <Badge>{t("you")}</Badge> : null}
    </span>
  );
}

/** Who asked, until when it holds, and where the mail is: a link that came back is told on the row. */
function InvitationCell({ invitation, query }: { invitation: Invitation; query: string }) {
  const t = useTranslations("members");
  const formats = useFormats();
  const date = formats.day(invitation.expires_at);
  const inviter = invitation.invited_by?.name;
  const sentence =
    invitation.status === "expired"
      ? t("expiredOn", { date })
      : inviter
        ? t("invitedBy", { name: inviter, date })
        : t("invited", { date });
  return (
    <Person
      id={invitation.id}
      name={<Marked text={invitation.email} query={query} />}
      initials={invitation.email}
      sub={
        invitation.send_error ? (
          <span className="text-danger">{t("bounced", { reason: invitation.send_error })}</span>
        ) : (
          sentence
        )
      }
    />
  );
}

const MEMBER_TONES = { suspended: "warning", removed: "quiet" } as const;

function StateBadge({ row }: { row: PersonRow }) {
  const t = useTranslations("members");
  if (row.kind === "member") {
    const state = row.member.status;
    // The ordinary state needs no colour, so that the others are seen.
    if (state === "active") return <span className="text-text-2">{t("status.active")}</span>;
    return <Badge tone={MEMBER_TONES[state]}>{t(`status.${state}`)}</Badge>;
  }
  const { status, send_error, sent_at } = row.invitation;
  if (status !== "pending") return <Badge>{t(`status.${status}`)}</Badge>;
  if (send_error) return <Badge tone="danger">{t("status.bounced")}</Badge>;
  return <Badge tone="dashed">{sent_at ? t("status.pending") : t("status.sending")}</Badge>;
}

function Seen({ row }: { row: PersonRow }) {
  const t = useTranslations("members");
  if (row.kind === "member" && row.member.last_used_at) return <Age at={row.member.last_used_at} />;
  return <span className="text-text-3">{t("never")}</span>;
}

function PersonCell({ row, query }: { row: PersonRow; query: string }) {
  return row.kind === "member" ? (
    <MemberCell member={row.member} query={query} />
  ) : (
    <InvitationCell invitation={row.invitation} query={query} />
  );
}

function RowMenu({ row, owners }: { row: PersonRow; owners: number }) {
  return row.kind === "member" ? (
    <MemberMenu member={row.member} activeOwners={owners} />
  ) : (
    <InvitationMenu invitation={row.invitation} />
  );
}

/** His own roles where he has some: they replace what the shipped one may do. */
function useRoleNames() {
  const t = useTranslations("members");
  return useCallback(
    (row: PersonRow): string => {
      if (row.kind === "invitation") return t(`role.${row.invitation.role}`);
      const own = row.member.custom_roles.map(({ name }) => name);
      return own.length > 0 ? own.join(", ") : t(`role.${row.member.role}`);
    },
    [t],
  );
}

export function usePersonColumns(query: string, owners: number): Column<PersonRow>[] {
  const t = useTranslations("members");
  const roleNames = useRoleNames();
  return useMemo(
    () => [
      {
        id: "person",
        header: t("column.person"),
        cell: (row) => <PersonCell row={row} query={query} />,
      },
      {
        id: "role",
        header: t("column.role"),
        width: "9rem",
        cell: roleNames,
      },
      { id: "seen", header: t("column.seen"), width: "10rem", from: "xl", cell: (row) => <Seen row={row} /> },
      { id: "state", header: t("column.state"), width: "10rem", cell: (row) => <StateBadge row={row} /> },
      {
        id: "actions",
        header: t("column.actions"),
        hideHeader: true,
        width: "4rem",
        align: "end",
        cell: (row) => <RowMenu row={row} owners={owners} />,
      },
    ],
    [t, query, owners, roleNames],
  );
}

export function useCompactPerson(query: string, owners: number): (row: PersonRow) => CompactRow {
  const roleNames = useRoleNames();
  return (row) => ({
    title: <PersonCell row={row} query={query} />,
    meta: (
      <span className="mt-1 flex items-center gap-2">
        {roleNames(row)}
        <StateBadge row={row} />
      </span>
    ),
    aside: <RowMenu row={row} owners={owners} />,
  });
}
