"use client";

import { useTranslations } from "use-intl/react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type EmailFieldProps = {
  value: string;
  onChange: (value: string) => void;
  error?: string | null;
  /** Given by an invitation: readable, not changeable. */
  isFixed?: boolean;
  autoFocus?: boolean;
};

export function EmailField({ value, onChange, error, isFixed, autoFocus }: EmailFieldProps) {
  const t = useTranslations("auth");
  return (
    <Field label={t("email")} error={error}>
      <Input
        type="email"
        name="email"
        // Managers look for the account by this word, also where the password follows on another screen.
        autoComplete="username"
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        value={value}
        readOnly={isFixed}
        autoFocus={autoFocus}
        className={isFixed ? "bg-sunken" : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

/** Enough to catch a slip; whether the address exists only a mail can tell. */
export function isEmailLike(value: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(value.trim());
}
