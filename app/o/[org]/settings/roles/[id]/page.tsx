import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ALL_ROLES } from "@/components/members/all-roles";
import { HistoryCard } from "@/components/history/history-card";
import { RoleEditor } from "@/components/members/role-editor";
import { Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
import { permissionKeys } from "@/lib/permissions/client";
import { getPermissions } from "@/lib/permissions/queries";
import { roleKeys } from "@/lib/roles/client";
import { listRoles } from "@/lib/roles/queries";

type Props = { params: Promise<{ org: string; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.roles") };
}

export default async function RoleSettings({ params }: Props) {
  const { org, id } = await params;
  const member = await requireMember(org);
  requirePermission(member, "read", "roles");
  requirePermission(member, "read", "permissions");
  const client = await memberClient();
  const [overview, roles] = await Promise.all([
    getPermissions(client),
    listRoles(client, { ...ALL_ROLES, limit: 200 }),
  ]);
  // A shipped role is nobody's record: only own ones have a history.
  const isOwn = roles.data.some((role) => role.id === id);
  const isKnown = isOwn || overview.roles.some(({ role }) => role === id);
  if (!isKnown) notFound();
  return (
    <Prefilled
      queries={[
        [permissionKeys.overview, overview],
        [roleKeys.list(ALL_ROLES), roles],
      ]}
    >
      <RoleEditor id={id} history={isOwn ? <HistoryCard of="roles" id={id} /> : null} />
    </Prefilled>
  );
}
