import type { Metadata } from "next";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Prefilled } from "@/components/shared/prefilled";
import { AddRecord } from "@/components/shared/record-list";
import { ALL_TAGS, tagFeature } from "@/components/tags/tag-feature";
import { TagList } from "@/components/tags/tag-list";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
import { tagKeys } from "@/lib/tags/client";
import { listTags } from "@/lib/tags/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.tags") };
}

export default async function TagsSettings({ params }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "tags");
  const t = await getTranslator("tags");
  const client = await memberClient();
  const rows = await listTags(client, member.organization.id, { ...ALL_TAGS, limit: 200 });
  return (
    <Prefilled queries={[[tagKeys.list(ALL_TAGS), rows]]}>
      <SettingsFrame
        page="tags"
        about={t("about")}
        actions={<AddRecord resource="tags" sheet={tagFeature.sheet} label={t("add")} />}
        isWide
      >
        <TagList />
      </SettingsFrame>
    </Prefilled>
  );
}
