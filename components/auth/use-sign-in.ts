"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useAttempt } from "@/components/shared/use-attempt";
import { resendSignUpCode, sendSignInCode, signIn } from "@/lib/auth/browser";
import { codePage, needsCode } from "@/lib/auth/two-step";
import { isEmailLike } from "./email-field";

type Missing = { email?: string; password?: string };

/**
 * Password first; a code by mail where the address is not confirmed yet or somebody prefers it. `next` is
 * where the page goes on if the code of an app is asked for.
 */
export function useSignIn(initialEmail: string, next: string | null, finish: () => Promise<void>) {
  const t = useTranslations("auth");
  const [email, setEmail] = useState(initialEmail);
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState<Missing>({});
  const [codeFor, setCodeFor] = useState<"unconfirmed" | "mail" | null>(null);
  const { isRunning, failure, attempt, rest } = useAttempt();
  const address = email.trim();

  const submit = async () => {
    const gaps: Missing = {
      email: isEmailLike(email) ? undefined : t("emailWrong"),
      password: password === "" ? t("password.missing") : undefined,
    };
    setMissing(gaps);
    if (gaps.email || gaps.password || isRunning) return;
    const refused = await attempt(async () => {
      await signIn(address, password);
      // An invitation goes on where it was left, once the code is shown.
      if (await needsCode()) return window.location.assign(codePage(next));
      await finish();
    });
    if (refused?.code !== "unconfirmed") return;
    // Whether a further mail may go out already or not: the code of the last one still works.
    await attempt(() => resendSignUpCode(address));
    rest();
    setCodeFor("unconfirmed");
  };

  const mailCode = async () => {
    setMissing({ email: isEmailLike(email) ? undefined : t("emailWrong") });
    if (!isEmailLike(email) || isRunning) return;
    const refused = await attempt(() => sendSignInCode(address));
    if (refused) return;
    rest();
    setCodeFor("mail");
  };

  return {
    email,
    setEmail,
    password,
    setPassword,
    missing,
    isRunning,
    failure,
    submit,
    mailCode,
    code: codeFor && {
      email: address,
      resend: () => (codeFor === "mail" ? sendSignInCode(address) : resendSignUpCode(address)),
      leave: () => setCodeFor(null),
    },
  };
}
