"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { Button } from "@/components/ui/button";
import { landingPath } from "@/lib/auth/rules";
import { acceptInvitation } from "@/lib/invitations/client";
import { fetchMe } from "@/lib/me/client";
import { renewToken, signOut } from "@/lib/auth/browser";
import { SignInForm } from "./sign-in-form";
import { SignUpForm } from "./sign-up-form";

type InvitationPanelProps = {
  token: string;
  email: string;
  organization: string;
  hasAccount: boolean;
  /** Of whoever is signed in here; null for nobody. */
  signedInAs: string | null;
};

async function join(token: string): Promise<void> {
  await acceptInvitation(token);
  await renewToken();
  window.location.assign(landingPath(await fetchMe()));
}

/** Joining in place: with the account one is signed in to, an account one has, or a new one. */
export function InvitationPanel({
  token,
  email,
  organization,
  hasAccount,
  signedInAs,
}: InvitationPanelProps) {
  const t = useTranslations("auth");
  const [isKnown, setIsKnown] = useState(hasAccount);
  const [error, setError] = useState<unknown>(null);
  const accept = async () => {
    setError(null);
    await join(token).catch(setError);
  };

  if (error) return <ErrorCard title={t("invite.notJoined")} error={error} onRetry={() => void accept()} />;
  if (signedInAs === email) return <JoinButton organization={organization} onJoin={accept} />;
  if (signedInAs !== null) return <OtherAccount signedInAs={signedInAs} email={email} />;
  return (
    <div className="grid gap-5">
      {isKnown ? (
        <SignInForm next={null} fixedEmail={email} onSignedIn={accept} />
      ) : (
        <SignUpForm
          next={null}
          fixedEmail={email}
          onSignedIn={accept}
          submitLabel={t("invite.join", { organization })}
        />
      )}
      <Button
        variant="quiet"
        size="inline"
        className="justify-self-start"
        onClick={() => setIsKnown(!isKnown)}
      >
        {isKnown ? t("invite.noAccount") : t("invite.haveAccount")}
      </Button>
    </div>
  );
}

function JoinButton({ organization, onJoin }: { organization: string; onJoin: () => Promise<void> }) {
  const t = useTranslations("auth");
  const [isRunning, setIsRunning] = useState(false);
  return (
    <Button
      variant="primary"
      wide
      autoFocus
      busy={isRunning}
      onClick={() => {
        setIsRunning(true);
        void onJoin();
      }}
    >
      {t("invite.join", { organization })}
    </Button>
  );
}

function OtherAccount({ signedInAs, email }: { signedInAs: string; email: string }) {
  const t = useTranslations("auth");
  const [isRunning, setIsRunning] = useState(false);
  const change = async () => {
    setIsRunning(true);
    await signOut().catch(() => undefined);
    window.location.reload();
  };
  return (
    <div className="grid gap-4">
      <p className="rounded-control bg-warning-tint px-3 py-2 text-warning">
        {t("invite.otherAccount", { signedInAs, email })}
      </p>
      <Button variant="primary" wide busy={isRunning} onClick={() => void change()}>
        {t("invite.changeAccount", { email })}
      </Button>
    </div>
  );
}
