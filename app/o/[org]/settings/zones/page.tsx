import type { Metadata } from "next";
import { ALL_ZONES, zoneFeature } from "@/components/service-zones/zone-feature";
import { ZoneList } from "@/components/service-zones/zone-list";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Prefilled } from "@/components/shared/prefilled";
import { AddRecord } from "@/components/shared/record-list";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
import { serviceZoneKeys } from "@/lib/service-zones/client";
import { listServiceZones } from "@/lib/service-zones/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.zones") };
}

export default async function ZonesSettings({ params }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "service_zones");
  const t = await getTranslator("service-zones");
  const client = await memberClient();
  const rows = await listServiceZones(client, member.organization.id, { ...ALL_ZONES, limit: 200 });
  return (
    <Prefilled queries={[[serviceZoneKeys.list(ALL_ZONES), rows]]}>
      <SettingsFrame
        page="zones"
        about={t("about")}
        actions={<AddRecord resource="service_zones" sheet={zoneFeature.sheet} label={t("add")} />}
        isWide
      >
        <ZoneList />
      </SettingsFrame>
    </Prefilled>
  );
}
