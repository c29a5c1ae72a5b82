"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { SkeletonLines } from "@/components/shared/skeleton";
import { fetchMailServer, mailServerKeys } from "@/lib/mail-servers/client";
import type { MailServer } from "@/lib/mail-servers/schema";
import { MailServerForm } from "./mail-server-form";
import { MailServerState } from "./mail-server-state";
import { SettingsFrame } from "./settings-frame";
import { useMailServerForm } from "./use-mail-server-form";

const POLL_MS = 1_000;

/** Somebody waits for the end of a test: it is asked for each second. */
const isUnderWay = (data: MailServer | undefined) => data?.test?.ended_at === null;

/** By which server a company's messages leave, and whether it takes them. For who may change settings. */
export function MailServerPage() {
  const t = useTranslations("mail-servers");
  const { data, error, refetch } = useQuery({
    queryKey: mailServerKeys.all,
    queryFn: ({ signal }) => fetchMailServer(signal),
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? POLL_MS : false),
  });
  return (
    <SettingsFrame page="mail-server" about={t("about")}>
      {data ? (
        <Loaded mailServer={data} />
      ) : error ? (
        <ErrorCard title={t("error")} error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonLines lines={8} />
      )}
    </SettingsFrame>
  );
}

/** The form is known above itself: what is typed or being saved is not what a test goes by. */
function Loaded({ mailServer }: { mailServer: MailServer }) {
  const form = useMailServerForm(mailServer);
  return (
    <>
      <MailServerState mailServer={mailServer} form={form.state} />
      <MailServerForm mailServer={mailServer} form={form} />
    </>
  );
}
