import type { Metadata } from "next";
import { ALL_ROLES } from "@/components/members/all-roles";
import { AddRole } from "@/components/members/new-role";
import { RolesList } from "@/components/members/roles-list";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
import { permissionKeys } from "@/lib/permissions/client";
import { getPermissions } from "@/lib/permissions/queries";
import { roleKeys } from "@/lib/roles/client";
import { listRoles } from "@/lib/roles/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.roles") };
}

export default async function RolesSettings({ params }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "roles");
  requirePermission(member, "read", "permissions");
  const t = await getTranslator("roles");
  const client = await memberClient();
  const [overview, roles] = await Promise.all([
    getPermissions(client),
    listRoles(client, { ...ALL_ROLES, limit: 200 }),
  ]);
  return (
    <Prefilled
      queries={[
        [permissionKeys.overview, overview],
        [roleKeys.list(ALL_ROLES), roles],
      ]}
    >
      <SettingsFrame page="roles" about={t("about")} actions={<AddRole />} isWide>
        <RolesList />
      </SettingsFrame>
    </Prefilled>
  );
}
