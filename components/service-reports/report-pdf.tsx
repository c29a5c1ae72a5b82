"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, FileText } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useTranslations } from "use-intl/react";
import { knownCode, problemOf } from "@/components/shared/problem";
import { Button, ButtonLink } from "@/components/ui/button";
import { fileAddress } from "@/lib/files/client";
import { fetchVisitReport, makeVisitReport, reportKeys } from "@/lib/service-reports/client";
import type { VisitReport } from "@/lib/service-reports/schema";

const WAIT_MS = 1_000;

type ReportPdfProps = { bookingId: string; initial: VisitReport; canMake: boolean };

function useReport(bookingId: string, initial: VisitReport) {
  const queries = useQueryClient();
  const router = useRouter();
  const queryKey = reportKeys.record(bookingId);
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => fetchVisitReport(bookingId, signal),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data?.latest?.state === "pending" ? WAIT_MS : false),
    refetchOnWindowFocus: "always",
  });
  const make = useMutation({
    mutationFn: () => makeVisitReport(bookingId),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
  // The sheet beside it was drawn by the server, in the customer's language: what changed since is drawn there anew.
  const isStale = JSON.stringify(data.document) !== JSON.stringify(initial.document);
  useEffect(() => {
    if (isStale) router.refresh();
  }, [isStale, router]);
  return { latest: data.latest, make };
}

/** The newest PDF to download, one being made, or the button that has one made. */
export function ReportPdf({ bookingId, initial, canMake }: ReportPdfProps) {
  const t = useTranslations("service-reports.view");
  const shared = useTranslations("shared");
  const { latest, make } = useReport(bookingId, initial);
  if (latest?.state === "pending")
    return (
      <p role="status" className="text-13 text-text-2">
        {t("making")}
      </p>
    );
  const failure = make.error
    ? shared(`problems.${knownCode(problemOf(make.error))}`)
    : latest?.state === "failed" && t("failed");
  const isCurrent = latest?.state === "ready" && latest.is_current;
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      {failure ? (
        <p role="alert" className="text-13 text-danger">
          {failure}
        </p>
      ) : null}
      {canMake && !isCurrent ? (
        <Button
          icon={<FileText />}
          variant={latest?.file_id ? "secondary" : "primary"}
          busy={make.isPending}
          title={latest?.state === "ready" ? t("outdated") : undefined}
          onClick={() => make.mutate()}
        >
          {latest ? t("again") : t("make")}
        </Button>
      ) : null}
      {latest?.file_id ? <DownloadLink fileId={latest.file_id} label={t("download")} /> : null}
    </div>
  );
}

function DownloadLink({ fileId, label }: { fileId: string; label: string }) {
  return (
    <ButtonLink
      variant="primary"
      icon={<Download />}
      href={fileAddress(fileId, "original", { download: true })}
      prefetch={false}
      download
    >
      {label}
    </ButtonLink>
  );
}
