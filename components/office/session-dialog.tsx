"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { AppCodeField } from "@/components/shared/app-code-field";
import { useMember } from "@/components/shared/member";
import { PasswordField } from "@/components/shared/password-field";
import { SignInProblem } from "@/components/shared/sign-in-problem";
import { useAttempt } from "@/components/shared/use-attempt";
import { Button, ButtonLink } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { signIn } from "@/lib/auth/browser";
import { needsCode, showAnyCode } from "@/lib/auth/two-step";
import { chooseOrganization } from "@/lib/organizations/client";

const FORM_ID = "session-dialog";

/** The password is asked in place, and the half-written form below is still there afterwards. */
export function SessionDialog({ email, onDone }: { email: string; onDone: () => void }) {
  const t = useTranslations("office.session");
  const auth = useTranslations("auth");
  const [isRunning, setIsRunning] = useState(false);
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => isOpen || onDone()}
      title={t("title")}
      description={t("text", { email })}
      closeLabel={t("title")}
      required
      footer={
        <>
          <ButtonLink href="/sign-in">{t("other")}</ButtonLink>
          <Button variant="primary" type="submit" form={FORM_ID} busy={isRunning}>
            {auth("signIn.submit")}
          </Button>
        </>
      }
    >
      <PasswordForm email={email} onRunning={setIsRunning} onDone={onDone} />
    </Dialog>
  );
}

type PasswordFormProps = { email: string; onRunning: (isRunning: boolean) => void; onDone: () => void };

/** The password, and the code of the app where one is owed. */
function useReturn({ email, onRunning, onDone }: PasswordFormProps) {
  const t = useTranslations("auth");
  const { organization } = useMember();
  const client = useQueryClient();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState<string | null>(null);
  const [gap, setGap] = useState<string | null>(null);
  const { isRunning, failure, attempt, rest } = useAttempt();

  const submit = async (digits = code) => {
    if (password === "") return setGap(t("password.missing"));
    setGap(null);
    onRunning(true);
    let isHalf = false;
    const refused = await attempt(async () => {
      if (digits !== null) await showAnyCode(digits);
      else await signIn(email, password);
      isHalf = digits === null && (await needsCode());
      // A new session starts in the organization used last, which may be another window's.
      if (!isHalf) await chooseOrganization(organization.id, organization.id);
    });
    onRunning(false);
    if (refused?.code === "app_code") setCode("");
    if (refused) return;
    if (isHalf) {
      rest();
      return setCode("");
    }
    onDone();
    void client.invalidateQueries();
  };
  return { password, setPassword, code, setCode, gap, isRunning, failure, submit };
}

function PasswordForm(props: PasswordFormProps) {
  const t = useTranslations("auth");
  const { password, setPassword, code, setCode, gap, isRunning, failure, submit } = useReturn(props);
  return (
    <form
      id={FORM_ID}
      className="grid gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // The dialog stands in a portal, but React still bubbles its events to the page's own forms.
        event.stopPropagation();
        if (!isRunning) void submit();
      }}
    >
      <SignInProblem failure={failure} />
      <input type="hidden" name="username" autoComplete="username" value={props.email} readOnly />
      {code === null ? (
        <PasswordField
          label={t("password.label")}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          error={gap}
          autoFocus
        />
      ) : (
        <AppCodeField
          code={code}
          onChange={setCode}
          onComplete={(digits) => void submit(digits)}
          isWrong={failure?.code === "app_code"}
        />
      )}
    </form>
  );
}
