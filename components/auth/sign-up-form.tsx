"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { PasswordField } from "@/components/shared/password-field";
import { SignInProblem } from "@/components/shared/sign-in-problem";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { resendSignUpCode } from "@/lib/auth/browser";
import { arrive } from "./arrive";
import { CodeForm } from "./code-form";
import { EmailField } from "./email-field";
import { MIN_PASSWORD } from "./password-rule";
import { useSignUp } from "./use-sign-up";

type SignUpFormProps = {
  next: string | null;
  fixedEmail?: string;
  onSignedIn?: () => Promise<void>;
  submitLabel: string;
};

/** Name, mail, password by length only; then the code in place. */
export function SignUpForm({ next, fixedEmail, onSignedIn, submitLabel }: SignUpFormProps) {
  // An invitation is a page of its own: the mail's link leads back to it, where one joins.
  const path = usePathname();
  const backTo = onSignedIn ? path : (next ?? "/");
  const form = useSignUp(fixedEmail ?? "", backTo);

  if (form.isSent) {
    return (
      <CodeForm
        email={form.email.trim()}
        type="email"
        resend={() => resendSignUpCode(form.email.trim(), backTo)}
        onVerified={onSignedIn ?? (() => arrive(next))}
        onBack={() => form.setIsSent(false)}
        submitLabel={submitLabel}
      />
    );
  }
  return (
    <form
      method="post"
      className="grid gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <SignInProblem failure={form.failure} />
      <SignUpFields form={form} isFixed={fixedEmail !== undefined} />
      <Button type="submit" variant="primary" wide busy={form.isRunning}>
        {submitLabel}
      </Button>
    </form>
  );
}

function SignUpFields({ form, isFixed }: { form: ReturnType<typeof useSignUp>; isFixed: boolean }) {
  const t = useTranslations("auth");
  const { gaps } = form;
  return (
    <>
      <Field label={t("name.label")} error={gaps.name}>
        <Input
          name="name"
          autoComplete="name"
          value={form.name}
          autoFocus
          onChange={(event) => form.setName(event.target.value)}
        />
      </Field>
      <EmailField value={form.email} onChange={form.setEmail} error={gaps.email} isFixed={isFixed} />
      <PasswordField
        label={t("password.label")}
        value={form.password}
        onChange={form.setPassword}
        autoComplete="new-password"
        hint={t("password.hint", { min: MIN_PASSWORD })}
        error={gaps.password}
      />
    </>
  );
}
