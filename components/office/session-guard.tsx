"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import { signIn } from "@/lib/auth/browser";
import { SignInProblem } from "@/components/shared/sign-in-problem";
import { PasswordField } from "@/components/shared/password-field";
import { useAttempt } from "@/components/shared/use-attempt";
import { useMember } from "@/components/shared/member";
import { Button, ButtonLink } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { onProblem } from "@/lib/http/fetch";
import { chooseOrganization } from "@/lib/organizations/client";

/**
 * The session ended while the page was open: the password is asked in place, and the half-written form below is
 * still there afterwards.
 */
export function SessionGuard({ email }: { email: string }) {
  const t = useTranslations("office.session");
  const auth = useTranslations("auth");
  const { organization } = useMember();
  const client = useQueryClient();
  const [isExpired, setIsExpired] = useState(false);
  const [password, setPassword] = useState("");
  const [gap, setGap] = useState<string | null>(null);
  const { isRunning, failure, attempt, rest } = useAttempt();

  useEffect(
    () =>
      onProblem(({ code }) => {
        if (code === "session_expired" || code === "unauthenticated") setIsExpired(true);
      }),
    [],
  );

  const submit = async () => {
    if (password === "") return setGap(auth("password.missing"));
    setGap(null);
    const refused = await attempt(async () => {
      await signIn(email, password);
      // A new session starts in the organization used last, which may be another window's.
      await chooseOrganization(organization.id, organization.id);
    });
    if (refused) return;
    rest();
    setPassword("");
    setIsExpired(false);
    void client.invalidateQueries();
  };

  return (
    <Dialog
      open={isExpired}
      onOpenChange={setIsExpired}
      title={t("title")}
      description={t("text", { email })}
      closeLabel={t("title")}
      required
      footer={
        <>
          <ButtonLink href="/sign-in">{t("other")}</ButtonLink>
          <Button variant="primary" type="submit" form="session-guard" busy={isRunning}>
            {auth("signIn.submit")}
          </Button>
        </>
      }
    >
      <form
        id="session-guard"
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
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <PasswordField
          label={auth("password.label")}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          error={gap}
          autoFocus
        />
      </form>
    </Dialog>
  );
}
