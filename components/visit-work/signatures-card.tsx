"use client";

import { BadgeCheck, Eye, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { useCan } from "@/components/shared/member";
import { When } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { fileAddress } from "@/lib/files/client";
import type { Signature } from "@/lib/signatures/schema";
import { PatientImage } from "./patient-image";
import { useLook } from "./use-look";

const PAPER = { background: "#ffffff" };

type SignaturesCardProps = { signatures: readonly Signature[]; timeZone: string };

/** Who signed, when, and whether the report is still the one that was signed. */
export function SignaturesCard({ signatures, timeZone }: SignaturesCardProps) {
  const t = useTranslations("visit-work.signature");
  return (
    <Card title={t("title")}>
      {signatures.length === 0 ? <p className="text-text-2">{t("none")}</p> : null}
      <ul className="grid gap-4">
        {signatures.map((signature) => (
          <li key={signature.id} className="grid gap-2">
            {signature.file_id ? (
              <PatientImage
                src={fileAddress(signature.file_id, "medium")}
                alt={t("picture", { name: signature.signer_name ?? "" })}
                // Ink on paper in both themes: what was written is dark on nothing.
                style={PAPER}
                className="h-24 w-full max-w-80 rounded-control edge object-contain"
              />
            ) : null}
            <p>
              {signature.kind === "customer"
                ? t("by", { name: signature.signer_name ?? "" })
                : t("absent", { reason: signature.absent_reason ?? "" })}
              <span className="ms-2 text-13 text-text-3">
                <When at={signature.signed_at} timeZone={timeZone} />
              </span>
            </p>
            <p className="flex items-start gap-2 text-13 text-text-2">
              {signature.is_current ? (
                <BadgeCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" strokeWidth={1.75} />
              ) : (
                <TriangleAlert
                  aria-hidden
                  className="mt-0.5 size-4 shrink-0 text-warning"
                  strokeWidth={1.75}
                />
              )}
              {signature.is_current ? t("current") : t("changed")}
            </p>
            <Looked signature={signature} timeZone={timeZone} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** That a person of the office has looked at it: who was first stays. */
function Looked({ signature, timeZone }: { signature: Signature; timeZone: string }) {
  const t = useTranslations("visit-work.signature");
  const mayLook = useCan()("update", "signatures");
  const look = useLook(signature);
  if (signature.verified_at)
    return (
      <p className="flex flex-wrap items-center gap-x-2 text-13 text-text-2">
        <Eye aria-hidden className="size-4 shrink-0 text-text-3" strokeWidth={1.75} />
        {t("looked", { name: signature.verified_by?.name ?? t("somebody") })}
        <span className="text-text-3">
          <When at={signature.verified_at} timeZone={timeZone} />
        </span>
      </p>
    );
  if (!mayLook) return null;
  return (
    <div>
      <Button
        size="sm"
        icon={<Eye aria-hidden />}
        busy={look.isPending}
        aria-label={t("lookAt", { name: signature.signer_name ?? t("absentOne") })}
        onClick={() => look.mutate()}
      >
        {t("look")}
      </Button>
    </div>
  );
}
