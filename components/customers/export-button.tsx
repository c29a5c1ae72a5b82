"use client";

import { Download } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useCan, useMember } from "@/components/shared/member";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast-store";
import type { CustomerFilters } from "@/lib/customers/schema";
import { createExport } from "@/lib/exports/client";

/** What the list shows as a file; it is made in the background, and its page shows how far it is. */
export function ExportButton({ filters }: { filters: CustomerFilters }) {
  const t = useTranslations("batch-operations.export");
  const may = useCan();
  const router = useRouter();
  const { slug } = useMember().organization;
  const [isAsking, setAsking] = useState(false);
  if (!may("export", "customers") || !may("create", "exports")) return null;
  const start = async () => {
    const { q, status, kind, assigned_to, tag_id, custom_fields } = filters;
    if (q) return void showToast({ title: t("words") });
    setAsking(true);
    try {
      await createExport({
        dataset: "customers",
        format: "csv",
        filters: { status, kind, assigned_to, tag_id, custom_fields },
      });
      const show = { label: t("show"), run: () => router.push(`/o/${slug}/settings/exports`) };
      showToast({ title: t("started"), action: show });
    } catch {
      showToast({ title: t("error"), tone: "danger" });
    }
    setAsking(false);
  };
  return (
    <Button icon={<Download aria-hidden />} iconOnPhone busy={isAsking} onClick={() => void start()}>
      {t("open")}
    </Button>
  );
}
