import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { MemberPage } from "@/components/members/member-page";
import { HistoryCard } from "@/components/history/history-card";
import { navigationFor } from "@/components/office/nav";
import type { NavId } from "@/components/office/nav";
import { settingsPages } from "@/components/settings/settings-pages";
import type { SettingsPageId } from "@/components/settings/settings-pages";
import { ActivityCard } from "@/components/user-activity/activity-card";
import { SessionsCard } from "@/components/user-activity/sessions-card";
import { Prefilled } from "@/components/shared/prefilled";
import { memberClient, orNotFound, requireMember, requirePermission } from "@/lib/auth/member";
import { can } from "@/lib/auth/rules";
import { getTranslator } from "@/lib/i18n/server";
import { memberKeys } from "@/lib/members/client";
import { getMember } from "@/lib/members/queries";
import { seenEntries } from "@/lib/members/rules";
import { permissionKeys } from "@/lib/permissions/client";
import { getMemberPermissions } from "@/lib/permissions/queries";

type Props = { params: Promise<{ org: string; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.members") };
}

export default async function MemberSettings({ params }: Props) {
  const { org, id } = await params;
  const viewer = await requireMember(org);
  requirePermission(viewer, "read", "members");
  requirePermission(viewer, "read", "permissions");
  if (!z.guid().safeParse(id).success) notFound();
  const client = await memberClient();
  const [office, settings] = await Promise.all([getTranslator("office"), getTranslator("settings")]);
  const [member, held] = await orNotFound(
    Promise.all([getMember(client, viewer.organization.id, id), getMemberPermissions(client, id)]),
  );
  const mayAudit = id === viewer.user.id || can(viewer, "read", "audit_logs");
  const menus = { nav: navigationFor, pages: settingsPages };
  const lines = seenEntries(held.role, held.rights, menus).map((entry) => ({
    ...entry,
    label: entry.isPage ? settings(`page.${entry.id as SettingsPageId}`) : office(`nav.${entry.id as NavId}`),
  }));
  return (
    <Prefilled
      queries={[
        [memberKeys.record(id), member],
        [permissionKeys.ofMember(id), held],
      ]}
    >
      <MemberPage
        userId={id}
        menu={lines}
        activity={mayAudit ? <ActivityCard userId={id} name={member.name ?? ""} /> : null}
        history={can(viewer, "manage", "members") ? <HistoryCard of="members" id={id} /> : null}
        sessions={mayAudit ? <SessionsCard userId={id} /> : null}
      />
    </Prefilled>
  );
}
