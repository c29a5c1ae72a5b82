import type { Metadata } from "next";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Prefilled } from "@/components/shared/prefilled";
import { AddRecord } from "@/components/shared/record-list";
import { ALL_SKILLS, skillFeature } from "@/components/skills/skill-feature";
import { SkillList } from "@/components/skills/skill-list";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
import { skillKeys } from "@/lib/skills/client";
import { listSkills } from "@/lib/skills/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.skills") };
}

export default async function SkillsSettings({ params }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "skills");
  const t = await getTranslator("skills");
  const client = await memberClient();
  const rows = await listSkills(client, member.organization.id, { ...ALL_SKILLS, limit: 200 });
  return (
    <Prefilled queries={[[skillKeys.list(ALL_SKILLS), rows]]}>
      <SettingsFrame
        page="skills"
        about={t("about")}
        actions={<AddRecord resource="skills" sheet={skillFeature.sheet} label={t("add")} />}
        isWide
      >
        <SkillList />
      </SettingsFrame>
    </Prefilled>
  );
}
