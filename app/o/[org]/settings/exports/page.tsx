import type { Metadata } from "next";
import { OperationList } from "@/components/batch-operations/operation-list";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { batchOperationKeys } from "@/lib/batch-operations/client";
import { listBatchOperations } from "@/lib/batch-operations/queries";
import { getTranslator } from "@/lib/i18n/server";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.exports") };
}

export default async function ExportsSettings({ params }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "batch_operations");
  const t = await getTranslator("batch-operations");
  const page = await listBatchOperations(await memberClient(), { limit: 50 });
  return (
    <Prefilled queries={[[batchOperationKeys.list({}), firstPage(page)]]}>
      <SettingsFrame page="exports" about={t("about")} isWide>
        <OperationList />
      </SettingsFrame>
    </Prefilled>
  );
}
