"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { holdAnswer } from "@/components/shared/record-cache";
import { isRefusal } from "@/components/shared/refusal";
import { When } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { mailServerKeys, testMailServer } from "@/lib/mail-servers/client";
import type { MailServer } from "@/lib/mail-servers/schema";

type TestProps = {
  mailServer: MailServer;
  server: NonNullable<MailServer["server"]>;
  form: { isDirty: boolean; isSaving: boolean };
};

const isStale = (error: unknown) => isRefusal(error) && error.code === "stale";

/** What is tested is what is saved, in the version this page shows: the words say which, and the answer is of that. */
export function MailServerTest({ mailServer, server, form }: TestProps) {
  const t = useTranslations("mail-servers");
  const client = useQueryClient();
  const { version, test: last } = mailServer;
  const test = useMutation({
    mutationFn: () => testMailServer(version),
    onSuccess: (asked) => holdAnswer(client, mailServerKeys.all, asked),
    // What was saved elsewhere stands here then, and is what the next test goes by.
    onError: async (error) => {
      if (isRefusal(error) && isStale(error) && error.current)
        await holdAnswer(client, mailServerKeys.all, error.current);
    },
  });
  const isUnderWay = last?.ended_at === null && last.version === version;
  const place = { host: server.host, port: String(server.port) };
  return (
    <div className="grid justify-items-start gap-2">
      <Button
        icon={<Send aria-hidden />}
        busy={test.isPending || isUnderWay}
        disabled={form.isSaving}
        onClick={() => (isUnderWay ? undefined : test.mutate())}
      >
        {t("test.send")}
      </Button>
      <p className="text-13 text-text-3">
        {form.isSaving ? t("test.saving") : t(form.isDirty ? "test.unsaved" : "test.hint", place)}
      </p>
      {isStale(test.error) ? (
        <p role="alert" className="text-13 text-danger">
          {t("test.stale")}
        </p>
      ) : (
        <FormProblem error={test.error} />
      )}
      <output className="text-13">{last ? <TestEnd test={last} version={version} /> : null}</output>
    </div>
  );
}

type EndProps = { test: NonNullable<MailServer["test"]>; version: number };

/** Of another server than the one that is saved now, where a save came in between. */
function TestEnd({ test, version }: EndProps) {
  const t = useTranslations("mail-servers");
  const { host, problem, reply, ended_at: endedAt } = test;
  const place = { host, port: String(test.port) };
  if (endedAt === null) return t("test.underWay", place);
  return (
    <>
      <span className="block text-text-2">
        {t(test.version === version ? "test.of" : "test.ofFormer", place)}
      </span>
      {problem ? (
        <span className="text-danger">
          {t(`problems.${problem}`)} {reply ? t("test.reply", { reply }) : null}
        </span>
      ) : (
        <span className="text-success">
          {t.rich("test.taken", { host, time: () => <When at={endedAt} /> })}
        </span>
      )}
    </>
  );
}
