import type { Metadata } from "next";
import { ALL_TYPES, typeFeature } from "@/components/service-types/type-feature";
import { TypeList } from "@/components/service-types/type-list";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Prefilled } from "@/components/shared/prefilled";
import { AddRecord } from "@/components/shared/record-list";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
import { serviceTypeKeys } from "@/lib/service-types/client";
import { listServiceTypes } from "@/lib/service-types/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.service-types") };
}

export default async function ServiceTypesSettings({ params }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "service_types");
  const t = await getTranslator("service-types");
  const client = await memberClient();
  const rows = await listServiceTypes(client, { ...ALL_TYPES, limit: 200 });
  return (
    <Prefilled queries={[[serviceTypeKeys.list(ALL_TYPES), rows]]}>
      <SettingsFrame
        page="service-types"
        about={t("about")}
        actions={<AddRecord resource="service_types" sheet={typeFeature.sheet} label={t("add")} />}
        isWide
      >
        <TypeList />
      </SettingsFrame>
    </Prefilled>
  );
}
