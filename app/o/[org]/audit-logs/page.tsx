import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { AuditLogsPage } from "@/components/audit-logs/audit-logs-page";
import { auditFilters, loadAuditView, PAGE_SIZE } from "@/components/audit-logs/filters";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { auditLogKeys } from "@/lib/audit-logs/client";
import { getAuditSeals, listAuditLogs } from "@/lib/audit-logs/queries";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("audit-logs");
  return { title: t("title") };
}

export default async function OfficeAuditLogsPage({ params, searchParams }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "audit_logs");
  const client = await memberClient();
  const filters = auditFilters(await loadAuditView(searchParams));
  const [page, seals] = await Promise.all([
    listAuditLogs(client, { ...filters, limit: PAGE_SIZE }),
    getAuditSeals(client),
  ]);
  return (
    <Prefilled
      queries={[
        [auditLogKeys.list(filters), firstPage(page)],
        [auditLogKeys.seals, seals],
      ]}
    >
      <AuditLogsPage />
    </Prefilled>
  );
}
