import type { Metadata } from "next";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { PARKED, PHONES_SHOWN } from "@/components/sync/filters";
import { SyncPage } from "@/components/sync/sync-page";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { can } from "@/lib/auth/rules";
import { deviceKeys } from "@/lib/devices/client";
import { listDevices } from "@/lib/devices/queries";
import { deviceListQuery } from "@/lib/devices/schema";
import { getTranslator } from "@/lib/i18n/server";
import { syncKeys } from "@/lib/sync/client";
import { journalQuery } from "@/lib/sync-journal/schema";
import { listOperations } from "@/lib/sync/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("sync");
  return { title: t("title") };
}

export default async function OfficeSyncPage({ params }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "sync");
  const client = await memberClient();
  const [parked, devices] = await Promise.all([
    listOperations(client, journalQuery.parse(PARKED)),
    can(member, "read", "devices")
      ? listDevices(client, deviceListQuery.parse({ limit: PHONES_SHOWN }))
      : null,
  ]);
  return (
    <Prefilled
      queries={[
        [syncKeys.list(PARKED), firstPage(parked)],
        [deviceKeys.list({}), devices],
      ]}
    >
      <SyncPage />
    </Prefilled>
  );
}
