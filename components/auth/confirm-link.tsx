"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { arrive } from "./arrive";
import { resendSignUpCode, verifyLink } from "@/lib/auth/browser";
import { SignInProblem } from "@/components/shared/sign-in-problem";
import { CodeForm } from "./code-form";
import { EmailField, isEmailLike } from "./email-field";
import type { LinkType } from "@/lib/auth/link-type";
import { useAttempt } from "@/components/shared/use-attempt";

type ConfirmLinkProps = { tokenHash: string; type: LinkType; next: string | null };

/**
 * The mail's link confirms by a press, not by being opened: mail filters and previews open links too and would use
 * them up before the person does.
 */
export function ConfirmLink({ tokenHash, type, next }: ConfirmLinkProps) {
  const t = useTranslations("auth");
  const [isHalf, setIsHalf] = useState(false);
  const { isRunning, failure, attempt } = useAttempt();
  const confirm = () =>
    attempt(async () => {
      if (!(await verifyLink(tokenHash, type))) setIsHalf(true);
      else await arrive(type === "recovery" ? "/reset" : next);
    });
  if (isHalf) return <p role="status">{t("confirm.half")}</p>;
  return (
    <div className="grid gap-4">
      <SignInProblem failure={failure} />
      <Button variant="primary" wide autoFocus busy={isRunning} onClick={() => void confirm()}>
        {t(`confirm.submit.${type === "recovery" ? "recovery" : "email"}`)}
      </Button>
    </div>
  );
}

/** Without a link: the address, then the code of the mail. */
export function ConfirmCode({ next }: { next: string | null }) {
  const t = useTranslations("auth");
  const [email, setEmail] = useState("");
  const [gap, setGap] = useState<string | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  if (isAsked) {
    return (
      <CodeForm
        email={email.trim()}
        type="email"
        resend={() => resendSignUpCode(email.trim())}
        onVerified={() => arrive(next)}
        onBack={() => setIsAsked(false)}
        submitLabel={t("confirm.submit.email")}
      />
    );
  }
  return (
    <form
      className="grid gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const isFine = isEmailLike(email);
        setGap(isFine ? null : t("emailWrong"));
        setIsAsked(isFine);
      }}
    >
      <EmailField value={email} onChange={setEmail} error={gap} autoFocus />
      <Button type="submit" variant="primary" wide>
        {t("confirm.enterCode")}
      </Button>
    </form>
  );
}
