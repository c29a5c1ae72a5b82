"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { sendRecovery } from "@/lib/auth/browser";
import { SignInProblem } from "@/components/shared/sign-in-problem";
import { arrive } from "./arrive";
import { CodeForm } from "./code-form";
import { EmailField, isEmailLike } from "./email-field";
import { useAttempt } from "@/components/shared/use-attempt";

/** Mail first, then the code (or the mail's link). A known and an unknown address get the same answer. */
export function ForgotForm({ initialEmail }: { initialEmail: string }) {
  const t = useTranslations("auth");
  const [email, setEmail] = useState(initialEmail);
  const [gap, setGap] = useState<string | null>(null);
  const [isSent, setIsSent] = useState(false);
  const { isRunning, failure, attempt, rest } = useAttempt();

  const submit = async () => {
    if (!isEmailLike(email)) return setGap(t("emailWrong"));
    setGap(null);
    const refused = await attempt(() => sendRecovery(email.trim()));
    if (refused) return;
    rest();
    setIsSent(true);
  };

  if (isSent) {
    return (
      <CodeForm
        email={email.trim()}
        type="recovery"
        resend={() => sendRecovery(email.trim())}
        onVerified={() => arrive("/reset")}
        onBack={() => setIsSent(false)}
        submitLabel={t("forgot.continue")}
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
      <EmailField value={email} onChange={setEmail} error={gap} autoFocus />
      <Button type="submit" variant="primary" wide busy={isRunning}>
        {t("forgot.submit")}
      </Button>
    </form>
  );
}
