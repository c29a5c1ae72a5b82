"use client";

import { UserX } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl/react";
import { When } from "@/components/shared/when";
import { isLocale } from "@/lib/i18n/locales";
import type { Locale } from "@/lib/i18n/locales";
import { reportOf } from "@/lib/reports/rules";
import type { FieldSettings, Visit } from "@/lib/sync/schema";
import { ReportView } from "../report/report-view";
import { FieldPage } from "../shell/page";
import { navigate } from "../shell/router";
import { BigButton } from "../visit/big-button";
import { NextStepButton } from "../visit/next-step-button";
import type { PartProps } from "../visit/part-props";
import { partPath } from "../visit/paths";
import { AbsentForm } from "./absent-form";
import { CustomerWords } from "./customer-words";
import { LanguageChoice } from "./language-choice";
import { SignForm } from "./sign-form";
import { useSign } from "./use-sign";

/** What is signed, readable for whoever signs it; then the name, then the line. */
export function SignaturePage({ visit, settings }: PartProps) {
  const t = useTranslations("field.signature");
  const [isAbsent, setIsAbsent] = useState(false);
  const isSigned = visit.signatures.length > 0;
  const absent = isAbsent ? undefined : (
    <BigButton icon={<UserX aria-hidden />} onClick={() => setIsAbsent(true)}>
      {t("absent")}
    </BigButton>
  );
  return (
    <FieldPage
      title={t("title")}
      back={{ href: partPath(visit.id), label: t("visit") }}
      actions={isSigned ? <NextStepButton visit={visit} settings={settings} opensVisit /> : absent}
    >
      <div className="grid gap-6 px-4 py-4">
        {isSigned ? (
          <Signed visit={visit} />
        ) : (
          <Signing visit={visit} settings={settings} isAbsent={isAbsent} onBack={() => setIsAbsent(false)} />
        )}
      </div>
    </FieldPage>
  );
}

function firstLocale(visit: Visit, settings: FieldSettings): Locale {
  const wanted = (visit.customer.locale ?? settings.organization.locale).slice(0, 2);
  return isLocale(wanted) ? wanted : "en";
}

type SigningProps = Pick<PartProps, "visit" | "settings"> & { isAbsent: boolean; onBack: () => void };

function Signing({ visit, settings, isAbsent, onBack }: SigningProps) {
  const [locale, setLocale] = useState(() => firstLocale(visit, settings));
  const signing = useSign(visit);
  const report = useMemo(() => reportOf(visit, settings), [visit, settings]);
  const finish = async (saved: Promise<boolean>) => {
    const isSaved = await saved;
    if (isSaved) navigate(partPath(visit.id));
    return isSaved;
  };
  const busy = { isBusy: signing.isBusy, fullWith: signing.fullWith };
  if (isAbsent) {
    return (
      <AbsentForm
        visitId={visit.id}
        {...busy}
        onSave={(reason) => finish(signing.sayAbsent(report, reason))}
        onBack={onBack}
      />
    );
  }
  return (
    <>
      <LanguageChoice value={locale} onValueChange={setLocale} />
      <CustomerWords locale={locale}>
        <ReportView report={report} visit={visit} />
        <SignForm visitId={visit.id} {...busy} onSign={(signed) => finish(signing.sign(report, signed))} />
      </CustomerWords>
    </>
  );
}

/** A signature stands for the report as it was; another one does not replace it. */
function Signed({ visit }: { visit: Visit }) {
  const t = useTranslations("field.signature");
  return (
    <ul className="grid gap-3 text-18">
      {visit.signatures.map((signature) => (
        <li key={signature.id} className="grid gap-1">
          <span className="font-semibold">
            {signature.kind === "customer"
              ? t("signedBy", { name: signature.signer_name ?? "" })
              : t("absentBecause", { reason: signature.absent_reason ?? "" })}
          </span>
          <span className="text-16 text-text-2">
            <When at={signature.signed_at} timeZone={visit.time_zone} />
          </span>
        </li>
      ))}
    </ul>
  );
}
