"use client";

import { useMutation } from "@tanstack/react-query";
import { Copy, Download } from "lucide-react";
import { useEffect } from "react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { createRecoveryCodes } from "@/lib/proofs/client";

/** Fresh codes, shown this once; the ones before are void from now on. */
export function CodesDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("sessions.twoStep");
  const shared = useTranslations("shared");
  const { data, error, isIdle, mutate } = useMutation({ mutationFn: createRecoveryCodes });
  useEffect(() => {
    if (isIdle) mutate();
  }, [isIdle, mutate]);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("codesTitle")}
      description={t("codesText")}
      closeLabel={shared("close")}
      required={data !== undefined}
      footer={
        <Button variant="primary" onClick={onClose} disabled={!data && !error}>
          {t(data ? "kept" : "later")}
        </Button>
      }
    >
      <FormProblem error={error} />
      {data ? <Codes codes={data} /> : error ? null : <SkeletonLines lines={5} />}
    </Dialog>
  );
}

function Codes({ codes }: { codes: string[] }) {
  const t = useTranslations("sessions.twoStep");
  const toast = useToast();
  const words = `${codes.join("\n")}\n`;
  const copy = async () => {
    await navigator.clipboard.writeText(words);
    toast.show({ title: t("copied"), tone: "success" });
  };
  return (
    <div className="grid gap-4 pb-3">
      <ul
        aria-label={t("codesTitle")}
        className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-card bg-sunken p-4 font-mono tabular-nums"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button icon={<Copy aria-hidden />} onClick={() => void copy()}>
          {t("copy")}
        </Button>
        <Button icon={<Download aria-hidden />} onClick={() => save(words)}>
          {t("download")}
        </Button>
      </div>
    </div>
  );
}

/** A file of the browser's own: the codes go to no further server. */
function save(words: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([words], { type: "text/plain" }));
  link.download = "callout-recovery-codes.txt";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
