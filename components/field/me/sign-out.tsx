"use client";

import { LogOut } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { signOut } from "@/lib/auth/browser";
import { currentStore } from "@/lib/field/current";
import { countUnsentOf, listAccounts, wipeAccount } from "@/lib/field/registry";
import type { Account } from "@/lib/field/registry";
import { useSync } from "@/lib/field/use-sync";

type Refusal = { unsent: number } | "failed" | null;

async function leave(account: Account): Promise<Refusal> {
  const unsent = await countUnsentOf(account.user_id);
  if (unsent > 0) return { unsent };
  try {
    await signOut();
  } catch {
    return "failed";
  }
  currentStore().close();
  const own = (await listAccounts()).filter(({ user_id }) => user_id === account.user_id);
  await Promise.all(own.map(wipeAccount));
  window.location.assign("/field");
  return null;
}

/** Refused while the office lacks anything, in whichever company: signing out clears this phone. */
export function SignOut({ account }: { account: Account }) {
  const t = useTranslations("field-app.me");
  const { sendNow } = useSync();
  const [isRunning, setIsRunning] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>(null);
  const tryToLeave = async () => {
    setIsRunning(true);
    const answer = await leave(account).catch(() => "failed" as const);
    setRefusal(answer);
    if (answer) setIsRunning(false);
    if (answer && answer !== "failed") sendNow();
  };
  return (
    <div className="grid gap-3 pb-4">
      <Button
        icon={<LogOut aria-hidden />}
        busy={isRunning}
        className="h-auto min-h-16 text-18 whitespace-normal [&_svg]:size-6"
        onClick={() => void tryToLeave()}
      >
        {t("signOut")}
      </Button>
      {refusal ? (
        <p role="alert" className="text-16 font-medium">
          {refusal === "failed" ? t("notSignedOut") : t("signOutRefused", { count: refusal.unsent })}
        </p>
      ) : null}
    </div>
  );
}
