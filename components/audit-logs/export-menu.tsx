"use client";

import { Download } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { useMember, useCan } from "@/components/shared/member";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { showToast } from "@/components/ui/toast-store";
import type { AuditLogFilters } from "@/lib/audit-logs/schema";
import { createExport } from "@/lib/exports/client";
import type { ExportCreate } from "@/lib/exports/schema";

type Format = Extract<ExportCreate, { dataset: "audit_logs" }>["format"];

/** What the list shows as a file; it is made in the background, and its page shows how far it is. */
export function ExportMenu({ filters }: { filters: AuditLogFilters }) {
  const t = useTranslations("batch-operations.export");
  const may = useCan();
  const router = useRouter();
  const { slug } = useMember().organization;
  if (!may("export", "audit_logs") || !may("create", "exports")) return null;
  const { q, ...known } = filters;
  const start = async (format: Format) => {
    if (q) return void showToast({ title: t("words") });
    try {
      await createExport({ dataset: "audit_logs", format, filters: known });
      const show = { label: t("show"), run: () => router.push(`/o/${slug}/settings/exports`) };
      showToast({ title: t("started"), action: show });
    } catch {
      showToast({ title: t("error"), tone: "danger" });
    }
  };
  return (
    <Menu
      trigger={
        <Button icon={<Download aria-hidden />} iconOnPhone>
          {t("open")}
        </Button>
      }
    >
      <MenuItem onSelect={() => void start("csv")}>{t("csv")}</MenuItem>
      <MenuItem onSelect={() => void start("ndjson")}>{t("ndjson")}</MenuItem>
    </Menu>
  );
}
