"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { When } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { MailServer } from "@/lib/mail-servers/schema";
import { MailServerTest } from "./mail-server-test";
import { SettingsPanel } from "./settings-card";

const RemoveMailServer = lazyShown(() =>
  import("./remove-mail-server").then((part) => part.RemoveMailServer),
);

type StateProps = { mailServer: MailServer };
type FormState = { isDirty: boolean; isSaving: boolean };

/** By which way messages leave now, whether they do, and how to find out. */
export function MailServerState({ mailServer, form }: StateProps & { form: FormState }) {
  const t = useTranslations("mail-servers");
  const [isRemoving, setIsRemoving] = useState(false);
  if (!mailServer.server)
    return (
      <SettingsPanel title={t("now")}>
        <p className="text-text-2">{t("none")}</p>
      </SettingsPanel>
    );
  return (
    <SettingsPanel title={t("now")}>
      <Health mailServer={mailServer} host={mailServer.server.host} />
      <MailServerTest mailServer={mailServer} server={mailServer.server} form={form} />
      <div>
        <Button variant="ghost" onClick={() => setIsRemoving(true)}>
          {t("remove.open")}
        </Button>
      </div>
      {isRemoving ? (
        <RemoveMailServer version={mailServer.version} onClose={() => setIsRemoving(false)} />
      ) : null}
    </SettingsPanel>
  );
}

function Health({ mailServer, host }: StateProps & { host: string }) {
  const t = useTranslations("mail-servers");
  const { problem, failing_since: since, sent_at: sentAt } = mailServer;
  if (problem)
    return (
      <div role="alert" className="grid gap-1 text-danger">
        <p className="font-medium">{t.rich("failing", { host, time: () => <When at={since} /> })}</p>
        <p>{t(`problems.${problem}`)}</p>
        <p className="text-text-2">{t("waiting")}</p>
      </div>
    );
  return (
    <p className="text-text-2">
      {sentAt ? t.rich("sent", { host, time: () => <When at={sentAt} /> }) : t("unused", { host })}
    </p>
  );
}
