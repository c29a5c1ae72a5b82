"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { When } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { mailServerKeys, testMailServer } from "@/lib/mail-servers/client";
import type { MailServer } from "@/lib/mail-servers/schema";
import { SettingsPanel } from "./settings-card";

const RemoveMailServer = lazyShown(() =>
  import("./remove-mail-server").then((part) => part.RemoveMailServer),
);

type StateProps = { mailServer: MailServer };

/** By which way messages leave now, whether they do, and how to find out. */
export function MailServerState({ mailServer }: StateProps) {
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
      <Test mailServer={mailServer} host={mailServer.server.host} />
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

function Test({ mailServer, host }: StateProps & { host: string }) {
  const t = useTranslations("mail-servers");
  const client = useQueryClient();
  const test = useMutation({
    mutationFn: testMailServer,
    onSuccess: (asked) => client.setQueryData(mailServerKeys.all, asked),
  });
  const { test: last } = mailServer;
  const isUnderWay = last?.ended_at === null;
  return (
    <div className="grid justify-items-start gap-2">
      <Button
        icon={<Send aria-hidden />}
        busy={test.isPending || isUnderWay}
        onClick={() => (isUnderWay ? undefined : test.mutate())}
      >
        {t("test.send")}
      </Button>
      <p className="text-13 text-text-3">{t("test.hint")}</p>
      <FormProblem error={test.error} />
      <output className="text-13">
        {!last ? null : isUnderWay ? (
          t("test.underWay")
        ) : last.problem ? (
          <span className="text-danger">
            {t(`problems.${last.problem}`)} {last.reply ? t("test.reply", { reply: last.reply }) : null}
          </span>
        ) : (
          <span className="text-success">
            {t.rich("test.taken", { host, time: () => <When at={last.ended_at} /> })}
          </span>
        )}
      </output>
    </div>
  );
}
