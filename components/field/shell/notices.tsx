"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { useLive } from "@/lib/field/current";
import { readStop } from "@/lib/field/link";
import { nudge } from "@/lib/field/nudge";
import type { Account } from "@/lib/field/registry";
import { readMeta } from "@/lib/field/store";
import { useOnline, useSync } from "@/lib/field/use-sync";
import { SIGN_IN } from "./router";
import { takeUpdate, useWorker } from "./worker";

type StripProps = { tone?: "plain" | "warning"; children: ReactNode; action?: ReactNode };

function Strip({ tone = "plain", children, action }: StripProps) {
  const look = tone === "warning" ? "bg-warning-tint text-text" : "bg-raised text-text";
  return (
    <div className={`edge-b px-4 py-2 ${look}`} role="status">
      <div className="mx-auto flex max-w-2xl flex-wrap items-center justify-between gap-x-4 gap-y-2 text-16">
        <p className="min-w-0 flex-1 basis-48">{children}</p>
        {action}
      </div>
    </div>
  );
}

const BUTTON = "min-h-14 px-4 text-16";

/** What concerns every page: the session ended, another window took over, a new version lies ready. */
export function FieldNotices({ account }: { account: Account }) {
  const stop = useLive(readStop, []);
  return (
    <div className="pt-[env(safe-area-inset-top)] empty:hidden">
      {stop === "signed_out" ? <SessionEnded /> : null}
      {stop === "wrong_organization" ? <Elsewhere account={account} /> : null}
      {stop === "forbidden" ? <Forbidden /> : null}
      {stop === "shut_out" ? <ShutOut /> : null}
      {stop === "offline" ? <Unfilled /> : null}
      <Insecure />
      <NewVersion />
    </div>
  );
}

function SessionEnded() {
  const t = useTranslations("field-app.notice");
  const isOnline = useOnline();
  return (
    <Strip
      tone="warning"
      action={
        isOnline ? (
          <a
            href={SIGN_IN}
            className="flex min-h-14 items-center px-2 font-semibold text-accent-text underline underline-offset-4"
          >
            {t("signIn")}
          </a>
        ) : null
      }
    >
      {t("signedOut")}
    </Strip>
  );
}

/** Signed in, and then lost before the first answer came: the skeleton alone would promise what cannot come. */
function Unfilled() {
  const t = useTranslations("field-app.notice");
  const isFilled = useLive(async (store) => Boolean(await readMeta<boolean>(store, "filled")), []);
  return isFilled === false ? <Strip tone="warning">{t("unfilled")}</Strip> : null;
}

function Forbidden() {
  const t = useTranslations("field-app.notice");
  return <Strip tone="warning">{t("forbidden")}</Strip>;
}

/** A phone that was thought lost and is not: what lies on it waits until the office lets it in again. */
function ShutOut() {
  const t = useTranslations("field-app.notice");
  const { waiting } = useSync();
  return <Strip tone="warning">{t("shutOut", { count: waiting })}</Strip>;
}

/** A session works in one organization at a time, whatever the number of windows. */
function Elsewhere({ account }: { account: Account }) {
  const t = useTranslations("field-app.notice");
  const [isRunning, setIsRunning] = useState(false);
  const name = account.org_name ?? t("thisOrganization");
  const comeBack = () => {
    setIsRunning(true);
    // Brings half of the sign-in library, for what hardly ever happens.
    import("@/lib/organizations/client")
      .then(({ chooseOrganization }) => chooseOrganization(account.org_id, account.org_id))
      .then(() => nudge("button"))
      .catch(() => undefined)
      .finally(() => setIsRunning(false));
  };
  return (
    <Strip
      tone="warning"
      action={
        <Button className={BUTTON} busy={isRunning} onClick={comeBack}>
          {t("comeBack", { name })}
        </Button>
      }
    >
      {t("elsewhere", { name })}
    </Strip>
  );
}

/** A phone in the same network, by plain http: no worker, no camera, no cryptography of the browser's. */
function Insecure() {
  const t = useTranslations("field-app.notice");
  return useWorker() === "none" && !window.isSecureContext ? (
    <Strip tone="warning">{t("insecure")}</Strip>
  ) : null;
}

function NewVersion() {
  const t = useTranslations("field-app.notice");
  if (useWorker() !== "update") return null;
  return (
    <Strip
      action={
        <Button className={BUTTON} onClick={takeUpdate}>
          {t("reload")}
        </Button>
      }
    >
      {t("update")}
    </Strip>
  );
}
