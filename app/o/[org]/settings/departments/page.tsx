import type { Metadata } from "next";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Prefilled } from "@/components/shared/prefilled";
import { AddRecord } from "@/components/shared/record-list";
import { ALL_DEPARTMENTS, departmentFeature } from "@/components/departments/department-feature";
import { DepartmentList } from "@/components/departments/department-list";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
import { departmentKeys } from "@/lib/departments/client";
import { listDepartments } from "@/lib/departments/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.departments") };
}

export default async function DepartmentsSettings({ params }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "departments");
  const t = await getTranslator("departments");
  const client = await memberClient();
  const rows = await listDepartments(client, member.organization.id, { ...ALL_DEPARTMENTS, limit: 200 });
  return (
    <Prefilled queries={[[departmentKeys.list(ALL_DEPARTMENTS), rows]]}>
      <SettingsFrame
        page="departments"
        about={t("about")}
        actions={<AddRecord resource="departments" sheet={departmentFeature.sheet} label={t("add")} />}
        isWide
      >
        <DepartmentList />
      </SettingsFrame>
    </Prefilled>
  );
}
