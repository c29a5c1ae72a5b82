import type { Metadata } from "next";
import { fieldFeature } from "@/components/custom-fields/field-feature";
import { FieldList } from "@/components/custom-fields/field-list";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Prefilled } from "@/components/shared/prefilled";
import { AddRecord } from "@/components/shared/record-list";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { ALL_FIELDS, customFieldKeys } from "@/lib/custom-fields/client";
import { allCustomFields } from "@/lib/custom-fields/queries";
import { getTranslator } from "@/lib/i18n/server";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.custom-fields") };
}

export default async function CustomFieldsSettings({ params }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "custom_fields");
  const t = await getTranslator("custom-fields");
  const rows = await allCustomFields(await memberClient(), member);
  return (
    <Prefilled queries={[[customFieldKeys.list(ALL_FIELDS), rows]]}>
      <SettingsFrame
        page="custom-fields"
        about={t("about")}
        actions={<AddRecord resource="custom_fields" sheet={fieldFeature.sheet} label={t("add")} />}
        isWide
      >
        <FieldList />
      </SettingsFrame>
    </Prefilled>
  );
}
