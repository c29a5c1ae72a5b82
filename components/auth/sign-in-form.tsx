"use client";

import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { arrive } from "./arrive";
import { resendSignUpCode, sendSignInCode, signIn } from "@/lib/auth/browser";
import { SignInProblem } from "@/components/shared/sign-in-problem";
import { CodeForm } from "./code-form";
import { EmailField, isEmailLike } from "./email-field";
import { PasswordField } from "@/components/shared/password-field";
import { useAttempt } from "@/components/shared/use-attempt";

type SignInFormProps = {
  next: string | null;
  /** The invited address: fixed, and joining follows instead of the landing page. */
  fixedEmail?: string;
  onSignedIn?: () => Promise<void>;
  /** Filled by a demo person's chip. */
  preset?: { email: string; password: string } | null;
};

type Missing = { email?: string; password?: string };

export function SignInForm({ next, fixedEmail, onSignedIn, preset }: SignInFormProps) {
  const t = useTranslations("auth");
  const [email, setEmail] = useState(fixedEmail ?? preset?.email ?? "");
  const [password, setPassword] = useState(preset?.password ?? "");
  const [missing, setMissing] = useState<Missing>({});
  const [codeFor, setCodeFor] = useState<"unconfirmed" | "link" | null>(null);
  const { isRunning, failure, attempt, rest } = useAttempt();
  const finish = onSignedIn ?? (() => arrive(next));

  const submit = async () => {
    const gaps: Missing = {
      email: isEmailLike(email) ? undefined : t("emailWrong"),
      password: password === "" ? t("password.missing") : undefined,
    };
    setMissing(gaps);
    if (gaps.email || gaps.password) return;
    const refused = await attempt(async () => {
      await signIn(email.trim(), password);
      await finish();
    });
    if (refused?.code === "unconfirmed") {
      rest();
      setCodeFor("unconfirmed");
      await attempt(() => resendSignUpCode(email.trim()));
      rest();
    }
  };

  const mailCode = async () => {
    if (!isEmailLike(email)) return setMissing({ email: t("emailWrong") });
    setMissing({});
    const refused = await attempt(() => sendSignInCode(email.trim()));
    if (refused) return;
    rest();
    setCodeFor("link");
  };

  if (codeFor) {
    return (
      <CodeForm
        email={email.trim()}
        type="email"
        resend={() => (codeFor === "link" ? sendSignInCode(email.trim()) : resendSignUpCode(email.trim()))}
        onVerified={finish}
        onBack={() => setCodeFor(null)}
        submitLabel={t("signIn.submit")}
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
      <EmailField
        value={email}
        onChange={setEmail}
        error={missing.email}
        isFixed={fixedEmail !== undefined}
        autoFocus={!fixedEmail}
      />
      <PasswordField
        label={t("password.label")}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        error={missing.password}
        autoFocus={fixedEmail !== undefined}
      />
      <Button type="submit" variant="primary" wide busy={isRunning}>
        {t("signIn.submit")}
      </Button>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <Button variant="quiet" size="inline" onClick={() => void mailCode()}>
          {t("signIn.mailCode")}
        </Button>
        <Link
          href={email ? `/forgot?email=${encodeURIComponent(email)}` : "/forgot"}
          className="control-text font-medium text-accent-text underline-offset-4 hover:underline"
        >
          {t("signIn.forgot")}
        </Link>
      </div>
    </form>
  );
}
