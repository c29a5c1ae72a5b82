"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { PasswordField } from "@/components/shared/password-field";
import { SignInProblem } from "@/components/shared/sign-in-problem";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { changePassword } from "@/lib/auth/browser";
import { authFailure } from "@/lib/auth/failure";
import type { AuthFailure } from "@/lib/auth/failure";
import { SettingsPanel } from "./settings-card";

const MIN_LENGTH = 10;

type Sentences = { current: string | null; next: string | null; failure: AuthFailure | null };
const NOTHING: Sentences = { current: null, next: null, failure: null };

/** Which field a refusal belongs to; what belongs to none stands above both. */
function useSentences() {
  const t = useTranslations("settings");
  return (failure: AuthFailure): Sentences => {
    if (failure.code === "credentials") return { ...NOTHING, current: t("profile.currentWrong") };
    if (failure.code === "password_same") return { ...NOTHING, next: t("profile.samePassword") };
    if (failure.code === "password_weak") return { ...NOTHING, next: t("profile.weakPassword") };
    return { ...NOTHING, failure };
  };
}

/** Asks for the present password: an unlocked computer must not be enough to take over an account. */
function usePasswordChange(email: string) {
  const t = useTranslations("settings");
  const toast = useToast();
  const [isBusy, setIsBusy] = useState(false);
  const [said, setSaid] = useState<Sentences>(NOTHING);
  const sentencesOf = useSentences();

  const change = async (current: string, next: string): Promise<boolean> => {
    if (isBusy) return false;
    if (next.length < MIN_LENGTH) {
      setSaid({ ...NOTHING, next: t("profile.tooShort") });
      return false;
    }
    setIsBusy(true);
    setSaid(NOTHING);
    try {
      await changePassword(email, current, next);
      toast.show({ title: t("profile.passwordChanged"), tone: "success" });
      return true;
    } catch (error) {
      setSaid(sentencesOf(authFailure(error)));
      return false;
    } finally {
      setIsBusy(false);
    }
  };
  return { isBusy, said, change };
}

export function PasswordCard({ email }: { email: string }) {
  const t = useTranslations("settings");
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const { isBusy, said, change } = usePasswordChange(email);

  const submit = async () => {
    if (!(await change(current, next))) return;
    setCurrent("");
    setNext("");
  };

  return (
    <SettingsPanel title={t("profile.password")}>
      <form
        method="post"
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <SignInProblem failure={said.failure} />
        {/* Password managers file the new one under this name. */}
        <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          label={t("profile.current")}
          value={current}
          onChange={setCurrent}
          autoComplete="current-password"
          error={said.current}
        />
        <PasswordField
          label={t("profile.next")}
          value={next}
          onChange={setNext}
          autoComplete="new-password"
          hint={t("profile.nextHint")}
          error={said.next}
        />
        <div>
          <Button type="submit" variant="primary" busy={isBusy} disabled={current === "" || next === ""}>
            {t("profile.changePassword")}
          </Button>
        </div>
      </form>
    </SettingsPanel>
  );
}
