"use client";

import { useLocale } from "use-intl/react";
import { useTranslations } from "use-intl/react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { arrive } from "./arrive";
import { resendSignUpCode, signUp } from "@/lib/auth/browser";
import { SignInProblem } from "@/components/shared/sign-in-problem";
import { CodeForm } from "./code-form";
import { EmailField, isEmailLike } from "./email-field";
import { PasswordField } from "@/components/shared/password-field";
import { MIN_PASSWORD } from "./password-rule";
import { useAttempt } from "@/components/shared/use-attempt";

type SignUpFormProps = {
  next: string | null;
  fixedEmail?: string;
  onSignedIn?: () => Promise<void>;
  submitLabel: string;
};

type Gaps = { name?: string; email?: string; password?: string };

/** Name, mail, password by length only; then the code in place. The address may be taken: the screen does not tell. */
export function SignUpForm({ next, fixedEmail, onSignedIn, submitLabel }: SignUpFormProps) {
  const t = useTranslations("auth");
  const locale = useLocale();
  const [name, setName] = useState("");
  const [email, setEmail] = useState(fixedEmail ?? "");
  const [password, setPassword] = useState("");
  const [gaps, setGaps] = useState<Gaps>({});
  const [isSent, setIsSent] = useState(false);
  const { isRunning, failure, attempt, rest } = useAttempt();

  const submit = async () => {
    const found: Gaps = {
      name: name.trim() === "" ? t("name.missing") : undefined,
      email: isEmailLike(email) ? undefined : t("emailWrong"),
      password: password.length < MIN_PASSWORD ? t("password.short", { min: MIN_PASSWORD }) : undefined,
    };
    setGaps(found);
    if (found.name || found.email || found.password) return;
    const refused = await attempt(() => signUp(name.trim(), email.trim(), password, locale));
    if (refused) return;
    rest();
    setIsSent(true);
  };

  if (isSent) {
    return (
      <CodeForm
        email={email.trim()}
        type="email"
        resend={() => resendSignUpCode(email.trim())}
        onVerified={onSignedIn ?? (() => arrive(next))}
        onBack={() => setIsSent(false)}
        submitLabel={submitLabel}
      />
    );
  }
  return (
    <form
      className="grid gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isRunning) void submit();
      }}
    >
      <SignInProblem failure={failure} />
      <Field label={t("name.label")} error={gaps.name}>
        <Input
          name="name"
          autoComplete="name"
          value={name}
          autoFocus
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <EmailField value={email} onChange={setEmail} error={gaps.email} isFixed={fixedEmail !== undefined} />
      <PasswordField
        label={t("password.label")}
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        hint={t("password.hint", { min: MIN_PASSWORD })}
        error={gaps.password}
      />
      <Button type="submit" variant="primary" wide busy={isRunning}>
        {submitLabel}
      </Button>
    </form>
  );
}
