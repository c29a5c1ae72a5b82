"use client";

import { useMutation } from "@tanstack/react-query";
import { Archive } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { FollowedOperation } from "@/components/batch-operations/operation-progress";
import { Card } from "@/components/shared/card";
import { FormProblem } from "@/components/shared/error-card";
import { useCan } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Button } from "@/components/ui/button";
import { createExport } from "@/lib/exports/client";

/** All that the company has here, as one archive; it is made in the background and kept for a week. */
export function CompanyExport() {
  const t = useTranslations("privacy.company");
  const may = useCan();
  const [id, setId] = useState<string | null>(null);
  const start = useMutation({
    mutationFn: () => createExport({ dataset: "organization", format: "zip" }),
    onSuccess: (operation) => setId(operation.id),
  });
  if (!may("export", "organizations") || !may("create", "exports")) return null;
  return (
    <Card title={t("title")}>
      <div className="grid justify-items-start gap-3">
        <p className="text-text-2">{t("text")}</p>
        <FormProblem error={start.error} />
        {id ? (
          <div className="w-full">
            <FollowedOperation id={id} fallback={<SkeletonLines lines={2} />} />
          </div>
        ) : (
          <Button icon={<Archive aria-hidden />} busy={start.isPending} onClick={() => start.mutate()}>
            {t("start")}
          </Button>
        )}
      </div>
    </Card>
  );
}
