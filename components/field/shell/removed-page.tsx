"use client";

import { Download, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { currentStore, useLive } from "@/lib/field/current";
import { wipeAccount } from "@/lib/field/registry";
import type { Account } from "@/lib/field/registry";
import { rescueFile, saveFile } from "@/lib/field/rescue";
import { summarizeUnsent } from "@/lib/field/store";
import { listWaiting } from "@/lib/field/use-sync";
import { useOperationName } from "../sync/operation-name";
import { OFFICE } from "./router";
import { PlainPage } from "./signed-out-page";

const BIG = "h-auto min-h-16 w-full text-18 whitespace-normal";

async function wipeAndLeave(account: Account): Promise<void> {
  currentStore().close();
  await wipeAccount(account);
  window.location.assign("/");
}

/**
 * No member any more. What the office never got is shown and can be taken along as a file; then everything of the
 * organization leaves this phone. With nothing unsent it has left already when somebody reads this.
 */
export function RemovedPage({ account }: { account: Account }) {
  const t = useTranslations("field-app.removed");
  const unsent = useLive(summarizeUnsent, []);
  const name = account.org_name ?? t("theOrganization");
  const [isWiped, setIsWiped] = useState(false);
  const isEmpty = unsent?.count === 0;
  useEffect(() => {
    if (!isEmpty) return;
    currentStore().close();
    void wipeAccount(account).then(() => setIsWiped(true));
  }, [isEmpty, account]);
  if (isWiped) {
    return (
      <PlainPage title={t("title", { name })}>
        <p>{t("gone")}</p>
        <a href={OFFICE} className="flex min-h-14 items-center text-accent-text underline underline-offset-4">
          {t("goOn")}
        </a>
      </PlainPage>
    );
  }
  return (
    <PlainPage title={t("title", { name })}>
      {unsent && unsent.count > 0 ? <Left account={account} count={unsent.count} /> : null}
    </PlainPage>
  );
}

function Left({ account, count }: { account: Account; count: number }) {
  const t = useTranslations("field-app.removed");
  const nameOf = useOperationName();
  const queue = useLive(listWaiting, []);
  const [isSaved, setIsSaved] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const save = async () => {
    const { name, blob } = await rescueFile(currentStore(), account, new Date());
    saveFile(name, blob);
    setIsSaved(true);
  };
  return (
    <>
      <p>{t("left", { count })}</p>
      <ul className="grid max-h-60 gap-1 overflow-auto rounded-card edge bg-surface p-3 text-16">
        {(queue?.operations ?? []).map(({ op_id, op }) => (
          <li key={op_id}>{nameOf(op.kind, op.payload)}</li>
        ))}
        {(queue?.files ?? []).map(({ file_id, name }) => (
          <li key={file_id}>{name}</li>
        ))}
      </ul>
      <Button variant="primary" icon={<Download aria-hidden />} className={BIG} onClick={() => void save()}>
        {t("save")}
      </Button>
      {isSaved || isAsked ? (
        <Button icon={<Trash2 aria-hidden />} className={BIG} onClick={() => void wipeAndLeave(account)}>
          {isSaved ? t("wipe") : t("wipeUnsaved", { count })}
        </Button>
      ) : (
        <Button className={BIG} onClick={() => setIsAsked(true)}>
          {t("wipe")}
        </Button>
      )}
    </>
  );
}
