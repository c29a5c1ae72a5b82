"use client";

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl/react";
import { useAttempt } from "@/components/shared/use-attempt";
import { signUp } from "@/lib/auth/browser";
import { isEmailLike } from "./email-field";
import { MIN_PASSWORD } from "./password-rule";

type Gaps = { name?: string; email?: string; password?: string };

/** Whether the address was free is not told: both ways lead to the code, and only the mail's owner gets one. */
export function useSignUp(initialEmail: string, backTo: string) {
  const t = useTranslations("auth");
  const locale = useLocale();
  const [name, setName] = useState("");
  const [email, setEmail] = useState(initialEmail);
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
    if (found.name || found.email || found.password || isRunning) return;
    const refused = await attempt(() =>
      signUp({ name: name.trim(), email: email.trim(), password, locale }, backTo),
    );
    if (refused) return;
    rest();
    setIsSent(true);
  };

  return {
    name,
    setName,
    email,
    setEmail,
    password,
    setPassword,
    gaps,
    isRunning,
    failure,
    isSent,
    setIsSent,
    submit,
  };
}
