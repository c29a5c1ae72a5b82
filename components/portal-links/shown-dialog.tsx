"use client";

import { useTranslations } from "use-intl/react";
import { CopyField } from "@/components/shared/copy-field";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { Shown } from "./use-link-writes";

type ShownDialogProps = { shown: Shown; name: string; onClose: () => void };

/** What is there to see only now: afterwards nobody here knows the address or the code. */
export function ShownDialog({ shown, name, onClose }: ShownDialogProps) {
  const t = useTranslations("portal-links");
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t(`shown.${shown.kind}`, { name })}
      closeLabel={t("close")}
      size="sm"
      footer={<Button onClick={onClose}>{t("done")}</Button>}
    >
      <div className="grid gap-4">
        {shown.kind === "code" ? <WithCode made={shown.made} name={name} /> : null}
        {shown.kind === "qr" && shown.svg ? (
          // Dark on white in both themes: cameras read nothing else.
          <img
            src={`data:image/svg+xml;utf8,${encodeURIComponent(shown.svg)}`}
            alt={t("qrAlt", { name })}
            style={{ background: "#ffffff" }}
            className="mx-auto aspect-square w-full max-w-64 rounded-card p-3"
          />
        ) : null}
        {shown.kind === "qr" ? <p className="text-text-2">{t("qrHint")}</p> : null}
        {shown.kind === "code" ? null : <CopyField value={shown.url} label={t("address")} />}
      </div>
    </Dialog>
  );
}

function WithCode({ made, name }: { made: Extract<Shown, { kind: "code" }>["made"]; name: string }) {
  const t = useTranslations("portal-links");
  return (
    <>
      <p className="text-text-2">{t("codeHint", { name })}</p>
      {made.url ? <CopyField value={made.url} label={t("address")} /> : null}
      {made.access_code ? (
        <>
          <p className="text-center font-mono text-30 font-semibold tracking-[0.2em]">{made.access_code}</p>
          <CopyField value={made.access_code} label={t("code")} />
        </>
      ) : null}
    </>
  );
}
