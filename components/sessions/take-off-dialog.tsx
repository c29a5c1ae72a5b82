"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { AppCodeField } from "@/components/shared/app-code-field";
import { SignInProblem } from "@/components/shared/sign-in-problem";
import { useAttempt } from "@/components/shared/use-attempt";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { listApps, removeApp, renewSession, showAnyCode } from "@/lib/auth/two-step";

const FORM_ID = "take-off";
const LENGTH = 6;

/** A code first: an unlocked computer must not be enough. The next token is one of an ordinary session. */
async function takeOff(code: string): Promise<void> {
  await showAnyCode(code);
  for (const { id } of await listApps()) await removeApp(id);
  await renewSession();
}

function useTakingOff(onClose: () => void) {
  const t = useTranslations("sessions.twoStep");
  const toast = useToast();
  const [code, setCode] = useState("");
  const { isRunning, failure, attempt } = useAttempt();

  const submit = async (digits: string) => {
    if (isRunning || digits.length < LENGTH) return;
    const refused = await attempt(() => takeOff(digits));
    if (refused?.code === "app_code") setCode("");
    if (refused) return;
    toast.show({ title: t("takenOff"), tone: "success" });
    onClose();
  };
  return { code, setCode, isRunning, failure, submit };
}

export function TakeOffDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("sessions.twoStep");
  const shared = useTranslations("shared");
  const { code, setCode, isRunning, failure, submit } = useTakingOff(onClose);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("takeOffTitle")}
      description={t("takeOffText")}
      closeLabel={shared("close")}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{shared("cancel")}</Button>
          <Button variant="danger" type="submit" form={FORM_ID} busy={isRunning}>
            {t("takeOff")}
          </Button>
        </>
      }
    >
      <form
        id={FORM_ID}
        className="grid gap-4 pb-3"
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void submit(code);
        }}
      >
        <SignInProblem failure={failure} />
        <AppCodeField
          code={code}
          onChange={setCode}
          onComplete={setCode}
          isWrong={failure?.code === "app_code"}
        />
      </form>
    </Dialog>
  );
}
