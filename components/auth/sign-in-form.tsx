"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { PasswordField } from "@/components/shared/password-field";
import { SignInProblem } from "@/components/shared/sign-in-problem";
import { Button } from "@/components/ui/button";
import { arrive } from "./arrive";
import { CodeForm } from "./code-form";
import { EmailField } from "./email-field";
import { useSignIn } from "./use-sign-in";

type SignInFormProps = {
  next: string | null;
  /** The invited address: fixed, and joining follows instead of the landing page. */
  fixedEmail?: string;
  onSignedIn?: () => Promise<void>;
};

export function SignInForm({ next, fixedEmail, onSignedIn }: SignInFormProps) {
  const t = useTranslations("auth");
  const finish = onSignedIn ?? (() => arrive(next));
  const form = useSignIn(fixedEmail ?? "", next, finish);
  const isFixed = fixedEmail !== undefined;

  if (form.code) {
    return (
      <CodeForm
        email={form.code.email}
        type="email"
        resend={form.code.resend}
        onVerified={finish}
        onBack={form.code.leave}
        submitLabel={t("signIn.submit")}
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
      <EmailField
        value={form.email}
        onChange={form.setEmail}
        error={form.missing.email}
        isFixed={isFixed}
        autoFocus={!isFixed}
      />
      <PasswordField
        label={t("password.label")}
        value={form.password}
        onChange={form.setPassword}
        autoComplete="current-password"
        error={form.missing.password}
        autoFocus={isFixed}
      />
      <Button type="submit" variant="primary" wide busy={form.isRunning}>
        {t("signIn.submit")}
      </Button>
      <OtherWays email={form.email} onMailCode={() => void form.mailCode()} />
    </form>
  );
}

function OtherWays({ email, onMailCode }: { email: string; onMailCode: () => void }) {
  const t = useTranslations("auth");
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <Button variant="quiet" size="inline" onClick={onMailCode}>
        {t("signIn.mailCode")}
      </Button>
      <Link
        href={email ? `/forgot?email=${encodeURIComponent(email)}` : "/forgot"}
        className="control-text font-medium text-accent-text underline-offset-4 hover:underline"
      >
        {t("signIn.forgot")}
      </Link>
    </div>
  );
}
