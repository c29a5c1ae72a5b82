"use client";

import { useTranslations } from "use-intl/react";
import { Field } from "@/components/ui/field";
import { OtpField } from "@/components/ui/otp-field";

const LENGTH = 6;

type AppCodeFieldProps = {
  code: string;
  onChange: (code: string) => void;
  onComplete: (code: string) => void;
  isWrong: boolean;
};

/** The six digits an authenticator app shows; the sixth one sends them. */
export function AppCodeField({ code, onChange, onComplete, isWrong }: AppCodeFieldProps) {
  const t = useTranslations("shared.session");
  return (
    <Field label={t("appCode")}>
      <OtpField
        value={code}
        onValueChange={onChange}
        onComplete={onComplete}
        length={LENGTH}
        invalid={isWrong}
        digitLabel={(position) => t("digit", { position, length: LENGTH })}
        autoFocus
      />
    </Field>
  );
}
