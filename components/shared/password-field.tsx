"use client";

import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { InputWith } from "@/components/ui/input";

type PasswordFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoComplete: "current-password" | "new-password";
  hint?: string;
  error?: string | null;
  autoFocus?: boolean;
};

/** Paste and password managers work; the eye shows what was typed, for one glance. */
export function PasswordField({ label, value, onChange, hint, error, ...input }: PasswordFieldProps) {
  const t = useTranslations("shared");
  const [isShown, setIsShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error}>
      <InputWith
        type={isShown ? "text" : "password"}
        name="password"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoCapitalize="none"
        spellCheck={false}
        {...input}
        after={
          <IconButton
            size="sm"
            label={isShown ? t("password.hide") : t("password.show")}
            aria-pressed={isShown}
            onClick={() => setIsShown(!isShown)}
          >
            {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          </IconButton>
        }
      />
    </Field>
  );
}
