"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { AppCodeField } from "@/components/shared/app-code-field";
import { SignInProblem } from "@/components/shared/sign-in-problem";
import { SkeletonLines } from "@/components/shared/skeleton";
import { useAttempt } from "@/components/shared/use-attempt";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { addApp, showCode } from "@/lib/auth/two-step";
import type { NewApp } from "@/lib/auth/two-step";
import { CodesDialog } from "./codes-dialog";

const FORM_ID = "two-step";
const LENGTH = 6;

/** Scan, type the first code, keep the recovery codes: nobody is left with an app and without the codes. */
export function SetUpDialog({ onClose }: { onClose: () => void }) {
  const [isDone, setIsDone] = useState(false);
  return isDone ? (
    <CodesDialog onClose={onClose} />
  ) : (
    <ScanDialog onClose={onClose} onDone={() => setIsDone(true)} />
  );
}

function ScanDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const t = useTranslations("sessions.twoStep");
  const shared = useTranslations("shared");
  const [isRunning, setIsRunning] = useState(false);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("setUpTitle")}
      description={t("setUpText")}
      closeLabel={shared("close")}
      footer={
        <>
          <Button onClick={onClose}>{shared("cancel")}</Button>
          <Button variant="primary" type="submit" form={FORM_ID} busy={isRunning}>
            {t("switchOn")}
          </Button>
        </>
      }
    >
      <ScanForm onRunning={setIsRunning} onDone={onDone} />
    </Dialog>
  );
}

/** The secret is made when the dialog opens, once: React runs effects twice while it is being developed. */
function useNewApp() {
  const [app, setApp] = useState<NewApp | null>(null);
  const asked = useRef<Promise<NewApp> | null>(null);
  const { failure, attempt, rest } = useAttempt();
  useEffect(() => {
    asked.current ??= addApp("Authenticator");
    const made = asked.current;
    void attempt(async () => setApp(await made)).then((refused) => {
      if (!refused) rest();
    });
  }, [attempt, rest]);
  return { app, failure };
}

function ScanForm({ onRunning, onDone }: { onRunning: (isRunning: boolean) => void; onDone: () => void }) {
  const { app, failure } = useNewApp();
  if (failure) return <SignInProblem failure={failure} />;
  return app ? <FirstCode app={app} onRunning={onRunning} onDone={onDone} /> : <SkeletonLines lines={6} />;
}

type FirstCodeProps = { app: NewApp; onRunning: (isRunning: boolean) => void; onDone: () => void };

function FirstCode({ app, onRunning, onDone }: FirstCodeProps) {
  const [code, setCode] = useState("");
  const { isRunning, failure, attempt } = useAttempt();

  const confirm = async (digits: string) => {
    if (isRunning || digits.length < LENGTH) return;
    onRunning(true);
    const refused = await attempt(() => showCode(app.id, digits));
    onRunning(false);
    if (!refused) return onDone();
    if (refused.code === "app_code") setCode("");
  };

  return (
    <form
      id={FORM_ID}
      className="grid gap-4 pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        void confirm(code);
      }}
    >
      <Secret app={app} />
      <SignInProblem failure={failure} />
      <AppCodeField
        code={code}
        onChange={setCode}
        onComplete={(digits) => void confirm(digits)}
        isWrong={failure?.code === "app_code"}
      />
    </form>
  );
}

/** The picture for the phone's camera, and the same as text for who types or scans with the very phone. */
function Secret({ app }: { app: NewApp }) {
  const t = useTranslations("sessions.twoStep");
  return (
    <div className="flex flex-wrap items-center gap-4">
      <img
        src={app.picture}
        alt={t("qr")}
        width={176}
        height={176}
        className="bg-white rounded-control p-2"
      />
      <div className="grid min-w-40 flex-1 gap-1 text-13">
        <span className="text-text-2">{t("orType")}</span>
        <code className="font-mono break-all select-all">{app.secret.match(/.{1,4}/g)?.join(" ")}</code>
      </div>
    </div>
  );
}
