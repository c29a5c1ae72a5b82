"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { AppCodeField } from "@/components/shared/app-code-field";
import { SignInProblem } from "@/components/shared/sign-in-problem";
import { useAttempt } from "@/components/shared/use-attempt";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { signOut } from "@/lib/auth/browser";
import { AuthFailure } from "@/lib/auth/failure";
import { renewSession, showAnyCode } from "@/lib/auth/two-step";
import { createRecovery } from "@/lib/proofs/client";
import { arrive } from "./arrive";

const LENGTH = 6;

/** The second step of signing in: the app's six digits, or a code from the paper where the app is lost. */
export function TwoStepForm({ next }: { next: string | null }) {
  const [isLost, setIsLost] = useState(false);
  return isLost ? (
    <RecoveryForm next={next} onBack={() => setIsLost(false)} />
  ) : (
    <CodeForm next={next} onLost={() => setIsLost(true)} />
  );
}

function CodeForm({ next, onLost }: { next: string | null; onLost: () => void }) {
  const t = useTranslations("auth.twoStep");
  const [code, setCode] = useState("");
  const { isRunning, failure, attempt } = useAttempt();

  const show = async (digits: string) => {
    if (isRunning || digits.length < LENGTH) return;
    const refused = await attempt(async () => {
      await showAnyCode(digits);
      await arrive(next);
    });
    if (refused?.code === "app_code") setCode("");
  };

  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void show(code);
      }}
    >
      <SignInProblem failure={failure} />
      <AppCodeField
        code={code}
        onChange={setCode}
        onComplete={(digits) => void show(digits)}
        isWrong={failure?.code === "app_code"}
      />
      <Button
        type="submit"
        variant="primary"
        wide
        busy={isRunning}
        disabled={code.length < LENGTH && !isRunning}
      >
        {t("submit")}
      </Button>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <Leave />
        <Button variant="quiet" size="inline" onClick={onLost}>
          {t("lost")}
        </Button>
      </div>
    </form>
  );
}

async function recover(code: string): Promise<void> {
  const { used, wait_s: waitS } = await createRecovery(code);
  if (waitS !== null) throw new AuthFailure("locked", Date.now() + waitS * 1000);
  if (!used) throw new AuthFailure("recovery_code");
  await renewSession();
}

function RecoveryForm({ next, onBack }: { next: string | null; onBack: () => void }) {
  const t = useTranslations("auth.twoStep");
  const [code, setCode] = useState("");
  const { isRunning, failure, attempt } = useAttempt();
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isRunning || code.trim() === "") return;
        void attempt(async () => {
          await recover(code);
          await arrive(next);
        });
      }}
    >
      <p className="text-text-2">{t("recoveryText")}</p>
      <SignInProblem failure={failure} />
      <Field label={t("recoveryLabel")}>
        <Input
          value={code}
          onChange={(event) => setCode(event.target.value)}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          autoFocus
        />
      </Field>
      <Button
        type="submit"
        variant="primary"
        wide
        busy={isRunning}
        disabled={code.trim() === "" && !isRunning}
      >
        {t("recoverySubmit")}
      </Button>
      <div>
        <Button variant="quiet" size="inline" onClick={onBack}>
          {t("back")}
        </Button>
      </div>
    </form>
  );
}

/** Somebody else's turn: the half session is given up. */
function Leave() {
  const t = useTranslations("auth.twoStep");
  const leave = async () => {
    await signOut().catch(() => undefined);
    window.location.assign("/sign-in");
  };
  return (
    <Button variant="quiet" size="inline" onClick={() => void leave()}>
      {t("leave")}
    </Button>
  );
}
