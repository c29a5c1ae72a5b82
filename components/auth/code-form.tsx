"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { SignInProblem } from "@/components/shared/sign-in-problem";
import { useAttempt } from "@/components/shared/use-attempt";
import { useSecondsUntil } from "@/components/shared/use-seconds-until";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { OtpField } from "@/components/ui/otp-field";
import { verifyCode } from "@/lib/auth/browser";
import type { CodeType } from "@/lib/auth/browser";

const RESEND_MS = 60_000;
const LENGTH = 6;

type CodeFormProps = {
  email: string;
  type: CodeType;
  /** Sends another code; refusals are shown here. */
  resend: () => Promise<void>;
  onVerified: () => Promise<void>;
  onBack: () => void;
  submitLabel: string;
};

/** Six digits from the mail, in place: pasting or the sixth digit sends them. */
export function CodeForm({ email, type, resend, onVerified, onBack, submitLabel }: CodeFormProps) {
  const t = useTranslations("auth");
  const [code, setCode] = useState("");
  const { isRunning, failure, attempt, rest } = useAttempt();

  const verify = async (token: string) => {
    if (isRunning || token.length < LENGTH) return;
    const refused = await attempt(async () => {
      await verifyCode(email, token, type);
      await onVerified();
    });
    if (refused?.code === "code") setCode("");
  };

  /** Answers when the next one may be asked for. */
  const again = async (): Promise<number> => {
    const refused = await attempt(resend);
    if (!refused) rest();
    return refused?.untilMs ?? Date.now() + RESEND_MS;
  };

  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void verify(code);
      }}
    >
      <p className="text-text-2">{t.rich("code.sent", { email, b: (words) => <strong>{words}</strong> })}</p>
      <SignInProblem failure={failure} />
      <CodeField code={code} onChange={setCode} onComplete={verify} isWrong={failure?.code === "code"} />
      <Button
        type="submit"
        variant="primary"
        wide
        busy={isRunning}
        disabled={code.length < LENGTH && !isRunning}
      >
        {submitLabel}
      </Button>
      <AfterCode onBack={onBack} onResend={again} />
    </form>
  );
}

type CodeFieldProps = {
  code: string;
  onChange: (code: string) => void;
  onComplete: (code: string) => Promise<void>;
  isWrong: boolean;
};

function CodeField({ code, onChange, onComplete, isWrong }: CodeFieldProps) {
  const t = useTranslations("auth");
  return (
    <Field label={t("code.label")}>
      <OtpField
        value={code}
        onValueChange={onChange}
        onComplete={(token) => void onComplete(token)}
        length={LENGTH}
        invalid={isWrong}
        digitLabel={(position) => t("code.digit", { position, length: LENGTH })}
        autoFocus
      />
    </Field>
  );
}

/** Back, and another code once a minute. */
function AfterCode({ onBack, onResend }: { onBack: () => void; onResend: () => Promise<number> }) {
  const t = useTranslations("auth");
  const [resendAtMs, setResendAtMs] = useState(() => Date.now() + RESEND_MS);
  const [isResent, setIsResent] = useState(false);
  const waitS = useSecondsUntil(resendAtMs);
  const resend = async () => {
    setResendAtMs(await onResend());
    setIsResent(true);
  };
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <Button variant="quiet" size="inline" onClick={onBack}>
          {t("code.back")}
        </Button>
        {waitS > 0 ? (
          <span className="control-text text-text-3 tabular-nums">
            {t("code.resendIn", { seconds: waitS })}
          </span>
        ) : (
          <Button variant="quiet" size="inline" onClick={() => void resend()}>
            {t("code.resend")}
          </Button>
        )}
      </div>
      <p role="status" className="text-13 text-text-3">
        {isResent ? t("code.resent") : t("code.notThere")}
      </p>
    </>
  );
}
