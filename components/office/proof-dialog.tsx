"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { AppCodeField } from "@/components/shared/app-code-field";
import { PasswordField } from "@/components/shared/password-field";
import { SignInProblem } from "@/components/shared/sign-in-problem";
import { useAttempt } from "@/components/shared/use-attempt";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { sessionId, withPassword } from "@/lib/auth/browser";
import { AuthFailure } from "@/lib/auth/failure";
import { showAnyCode } from "@/lib/auth/two-step";
import { recordProof } from "@/lib/proofs/client";
import type { ProofKind } from "./proof-guard";

const FORM_ID = "proof";
const LENGTH = 6;

async function provePassword(email: string, password: string): Promise<void> {
  const id = await sessionId();
  if (!id) throw new AuthFailure("internal");
  await withPassword(email, password, (token) => recordProof(token, id));
}

type ProofDialogProps = { kind: ProofKind; email: string; onAnswer: (isProven: boolean) => void };

export function ProofDialog({ kind, email, onAnswer }: ProofDialogProps) {
  const t = useTranslations("office.proof");
  const [isRunning, setIsRunning] = useState(false);
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onAnswer(false);
      }}
      title={t("title")}
      description={t(`text.${kind}`)}
      closeLabel={t("close")}
      size="sm"
      footer={
        <>
          <Button onClick={() => onAnswer(false)}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form={FORM_ID} busy={isRunning}>
            {t("submit")}
          </Button>
        </>
      }
    >
      <ProofForm kind={kind} email={email} onRunning={setIsRunning} onProven={() => onAnswer(true)} />
    </Dialog>
  );
}

type ProofFormProps = {
  kind: ProofKind;
  email: string;
  onRunning: (isRunning: boolean) => void;
  onProven: () => void;
};

function useProof({ kind, email, onRunning, onProven }: ProofFormProps) {
  const t = useTranslations("auth");
  const [value, setValue] = useState("");
  const [gap, setGap] = useState<string | null>(null);
  const { isRunning, failure, attempt } = useAttempt();

  const prove = async (given: string) => {
    if (isRunning) return;
    if (kind === "password" && given === "") return setGap(t("password.missing"));
    if (kind === "code" && given.length < LENGTH) return;
    setGap(null);
    onRunning(true);
    const refused = await attempt(() => (kind === "code" ? showAnyCode(given) : provePassword(email, given)));
    onRunning(false);
    if (!refused) return onProven();
    if (refused.code === "app_code") setValue("");
  };
  return { value, setValue, gap, failure, prove };
}

function ProofForm(props: ProofFormProps) {
  const t = useTranslations("auth");
  const { kind, email } = props;
  const { value, setValue, gap, failure, prove } = useProof(props);
  return (
    <form
      id={FORM_ID}
      className="grid gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // The dialog stands in a portal, but React still bubbles its events to the page's own forms.
        event.stopPropagation();
        void prove(value);
      }}
    >
      <SignInProblem failure={failure} />
      {kind === "code" ? (
        <AppCodeField
          code={value}
          onChange={setValue}
          onComplete={(digits) => void prove(digits)}
          isWrong={failure?.code === "app_code"}
        />
      ) : (
        <>
          <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
          <PasswordField
            label={t("password.label")}
            value={value}
            onChange={setValue}
            autoComplete="current-password"
            error={gap}
            autoFocus
          />
        </>
      )}
    </form>
  );
}
