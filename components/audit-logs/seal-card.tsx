"use client";

import { ShieldAlert, ShieldCheck } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { When } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import type { AuditSeals } from "@/lib/audit-logs/schema";
import { useFormats } from "@/lib/i18n/client";
import { useAuditSeals, useVerification } from "./use-audit-logs";

/** Always in view: until when everything is sealed and proven, or what was found. */
export function SealCard() {
  const t = useTranslations("audit-logs");
  const { data, error, refetch } = useAuditSeals();
  const verification = useVerification();
  if (!data)
    return error ? <ErrorCard title={t("sealError")} error={error} onRetry={() => void refetch()} /> : null;
  const isBroken = (data.verified?.finding_count ?? 0) > 0;
  const Icon = isBroken ? ShieldAlert : ShieldCheck;
  return (
    <section
      aria-label={t("seal")}
      className={cn("grid gap-3 rounded-card edge bg-surface p-4", isBroken && "border-danger")}
    >
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <Icon
          aria-hidden
          className={cn("mt-0.5 size-5 shrink-0", isBroken ? "text-danger" : "text-success")}
          strokeWidth={1.75}
        />
        <div className="min-w-0 flex-1">
          <SealWords seals={data} />
        </div>
        <Button
          size="sm"
          busy={verification.isPending || data.is_verifying}
          onClick={() => verification.mutate()}
        >
          {t("verify")}
        </Button>
      </div>
      {data.head ? <Head head={data.head} /> : null}
      {verification.error ? <p className="text-13 text-danger">{t("verifyError")}</p> : null}
      {isBroken ? <Findings verified={data.verified} /> : null}
    </section>
  );
}

function SealWords({ seals }: { seals: AuditSeals }) {
  const t = useTranslations("audit-logs");
  const formats = useFormats();
  const { head, verified } = seals;
  if (!head) return <p className="text-text-2">{t("noSeal")}</p>;
  const time = (at: string) => () => <When at={at} />;
  return (
    <>
      <p className={cn("font-medium", (verified?.finding_count ?? 0) > 0 && "text-danger")}>
        {(verified?.finding_count ?? 0) > 0
          ? t("broken", { count: verified?.finding_count ?? 0 })
          : t.rich("sealedUntil", { time: time(seals.sealed_until ?? head.sealed_at) })}
      </p>
      <p className="text-13 text-text-2">
        {seals.is_verifying
          ? t("verifying")
          : verified
            ? t.rich("verified", { count: formats.number(verified.lines), time: time(verified.at) })
            : t("notVerified")}
        {verified?.archived ? <> {t("archived", { count: formats.number(verified.archived) })}</> : null}
      </p>
    </>
  );
}

/** What is published of it. On a phone its sixty-four letters take the whole line, not the room beside a button. */
function Head({ head }: { head: NonNullable<AuditSeals["head"]> }) {
  const t = useTranslations("audit-logs");
  const formats = useFormats();
  return (
    <p className="text-13 [overflow-wrap:anywhere] text-text-3 md:-mt-2 md:ps-8">
      {t("head", { seq: formats.number(head.seq) })} <code className="text-12">{head.hash}</code>
    </p>
  );
}

function Findings({ verified }: { verified: AuditSeals["verified"] }) {
  const t = useTranslations("audit-logs");
  if (!verified) return null;
  return (
    <ul className="grid gap-1 text-13">
      {verified.findings.map((finding) => (
        <li
          key={`${finding.kind} ${finding.seal ?? ""} ${finding.id ?? ""}`}
          className="[overflow-wrap:anywhere]"
        >
          <span className="text-danger">{t(`finding.${finding.kind}`)}</span>{" "}
          <code className="text-12">{finding.id ?? t("sealNumber", { seq: finding.seal ?? 0 })}</code>{" "}
          {finding.at ? <When at={finding.at} /> : null}
        </li>
      ))}
    </ul>
  );
}
