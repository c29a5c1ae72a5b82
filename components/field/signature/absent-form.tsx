"use client";

import { Camera } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Textarea } from "@/components/ui/textarea";
import { BigField } from "../visit/big-field";
import { FieldLink } from "../shell/router";
import { BigButton } from "../visit/big-button";
import { Chips } from "../visit/chips";
import { FullNotice } from "../visit/full-notice";
import { partPath } from "../visit/paths";
import { useTyped } from "../visit/use-typed";

type AbsentFormProps = {
  visitId: string;
  isBusy: boolean;
  fullWith: number | null;
  onSave: (reason: string) => Promise<boolean>;
  onBack: () => void;
};

/** Nobody can sign: the reason stands in its place, with a picture of how things were left. */
export function AbsentForm({ visitId, isBusy, fullWith, onSave, onBack }: AbsentFormProps) {
  const t = useTranslations("field.absent");
  const typed = useTyped(`absent:${visitId}`);
  const [isTried, setIsTried] = useState(false);
  const reason = typed.value.trim();
  const reasons = [t("away"), t("unable"), t("refused")];
  const save = async () => {
    setIsTried(true);
    if (reason !== "" && (await onSave(reason))) typed.forget();
  };
  return (
    <section aria-labelledby="absent-title" className="grid gap-4">
      <h2 id="absent-title" className="text-20">
        {t("title")}
      </h2>
      <Chips
        label={t("reasons")}
        options={reasons.map((each) => ({ value: each, label: each }))}
        value={typed.value}
        onValueChange={typed.type}
      />
      <BigField label={t("reason")} error={isTried && reason === "" ? t("needed") : null}>
        <Textarea
          rows={2}
          value={typed.value}
          onChange={(event) => typed.type(event.target.value)}
          className="text-18"
        />
      </BigField>
      <FieldLink
        href={partPath(visitId, "photos")}
        className="flex min-h-14 items-center justify-center gap-3 rounded-card edge border-border-strong px-3 text-16"
      >
        <Camera aria-hidden className="size-6" strokeWidth={1.75} />
        {t("photo")}
      </FieldLink>
      <FullNotice unsent={fullWith} />
      <div className="flex flex-wrap gap-2">
        <BigButton className="flex-1" onClick={onBack}>
          {t("back")}
        </BigButton>
        <BigButton variant="primary" className="min-h-16 flex-1" busy={isBusy} onClick={() => void save()}>
          {t("save")}
        </BigButton>
      </div>
    </section>
  );
}
