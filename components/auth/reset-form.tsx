"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { arrive } from "./arrive";
import { setPassword as savePassword } from "@/lib/auth/browser";
import { SignInProblem } from "@/components/shared/sign-in-problem";
import { PasswordField } from "@/components/shared/password-field";
import { MIN_PASSWORD } from "./password-rule";
import { useAttempt } from "@/components/shared/use-attempt";

export function ResetForm({ email }: { email: string }) {
  const t = useTranslations("auth");
  const [password, setPassword] = useState("");
  const [gap, setGap] = useState<string | null>(null);
  const { isRunning, failure, attempt } = useAttempt();

  const submit = async () => {
    if (password.length < MIN_PASSWORD) return setGap(t("password.short", { min: MIN_PASSWORD }));
    setGap(null);
    await attempt(async () => {
      await savePassword(password);
      await arrive(null);
    });
  };

  return (
    <form
      method="post"
      className="grid gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isRunning) void submit();
      }}
    >
      <SignInProblem failure={failure} />
      {/* Lets a password manager know whose password is being changed. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <PasswordField
        label={t("reset.label")}
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        hint={t("password.hint", { min: MIN_PASSWORD })}
        error={gap}
        autoFocus
      />
      <Button type="submit" variant="primary" wide busy={isRunning}>
        {t("reset.submit")}
      </Button>
    </form>
  );
}
