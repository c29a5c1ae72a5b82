"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { PasswordField } from "@/components/shared/password-field";
import { SignInProblem } from "@/components/shared/sign-in-problem";
import { useAttempt } from "@/components/shared/use-attempt";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { changeEmail } from "@/lib/auth/browser";
import { SettingsPanel } from "./settings-card";

function useEmailChange(email: string) {
  const [next, setNext] = useState("");
  const [password, setPassword] = useState("");
  const [askedFor, setAskedFor] = useState<string | null>(null);
  const { isRunning, failure, attempt, rest } = useAttempt();
  const submit = async () => {
    if (isRunning) return;
    const wanted = next.trim().toLowerCase();
    const refused = await attempt(() => changeEmail(email, password, wanted));
    if (refused) return;
    rest();
    setAskedFor(wanted);
    setNext("");
    setPassword("");
  };
  return { next, setNext, password, setPassword, askedFor, isRunning, failure, submit };
}

/**
 * The address one signs in with. The password is asked, because an unlocked computer must not be enough to take over an
 * account; then both mailboxes, because neither alone may.
 */
export function EmailCard({ email }: { email: string }) {
  const t = useTranslations("settings.profile");
  const { next, setNext, password, setPassword, askedFor, isRunning, failure, submit } =
    useEmailChange(email);
  const isWrong = failure?.code === "credentials";
  return (
    <SettingsPanel title={t("changeEmail")}>
      <form
        method="post"
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <SignInProblem failure={isWrong ? null : failure} />
        <output className="empty:hidden">
          {askedFor ? t("emailAsked", { next: askedFor, email }) : null}
        </output>
        <Field label={t("nextEmail")} hint={t("nextEmailHint")}>
          <Input
            type="email"
            value={next}
            onChange={(event) => setNext(event.target.value)}
            autoComplete="email"
            maxLength={255}
          />
        </Field>
        <PasswordField
          label={t("current")}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          error={isWrong ? t("currentWrong") : null}
        />
        <div>
          <Button
            type="submit"
            variant="primary"
            busy={isRunning}
            disabled={password === "" || !/^\S+@\S+$/.test(next.trim())}
          >
            {t("askEmail")}
          </Button>
        </div>
      </form>
    </SettingsPanel>
  );
}
