import type { Metadata } from "next";
import { ALL_CHECKLISTS, checklistFeature } from "@/components/checklists/checklist-feature";
import { ChecklistList } from "@/components/checklists/checklist-list";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Prefilled } from "@/components/shared/prefilled";
import { AddRecord } from "@/components/shared/record-list";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { checklistKeys } from "@/lib/checklists/client";
import { listChecklists } from "@/lib/checklists/queries";
import { getTranslator } from "@/lib/i18n/server";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.checklists") };
}

export default async function ChecklistsSettings({ params }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "checklists");
  const t = await getTranslator("checklists");
  const client = await memberClient();
  const rows = await listChecklists(client, member.organization.id, { ...ALL_CHECKLISTS, limit: 200 });
  return (
    <Prefilled queries={[[checklistKeys.list(ALL_CHECKLISTS), rows]]}>
      <SettingsFrame
        page="checklists"
        about={t("about")}
        actions={<AddRecord resource="checklists" sheet={checklistFeature.sheet} label={t("add")} />}
        isWide
      >
        <ChecklistList />
      </SettingsFrame>
    </Prefilled>
  );
}
