"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Monitor, Smartphone } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { ErrorCard, FormProblem } from "@/components/shared/error-card";
import { SkeletonLines } from "@/components/shared/skeleton";
import { When } from "@/components/shared/when";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { signOutElsewhere } from "@/lib/auth/browser";
import type { EndedSessions } from "@/lib/auth/browser";
import { endSession, fetchSessions, sessionKeys } from "@/lib/sessions/client";
import type { Session } from "@/lib/sessions/schema";
import { deviceOf } from "./device";

export function DeviceList() {
  const t = useTranslations("sessions");
  const { data, error, refetch } = useQuery({
    queryKey: sessionKeys.all,
    queryFn: ({ signal }) => fetchSessions(signal),
  });
  if (error) return <ErrorCard title={t("error")} error={error} onRetry={() => void refetch()} />;
  return (
    <Card title={t("devices")} count={data?.length}>
      {data ? <Devices sessions={data} /> : <SkeletonLines lines={4} />}
    </Card>
  );
}

function Devices({ sessions }: { sessions: Session[] }) {
  const t = useTranslations("sessions");
  const client = useQueryClient();
  const toast = useToast();
  const ending = useMutation({
    mutationFn: endSession,
    onSuccess: () => toast.show({ title: t("ended"), tone: "success" }),
    // Also when it was refused: the device may have signed out by itself.
    onSettled: () => client.invalidateQueries({ queryKey: sessionKeys.all }),
  });
  return (
    <div className="grid gap-3">
      <FormProblem error={ending.error} />
      <ul className="grid divide-y divide-border">
        {sessions.map((session) => (
          <DeviceRow
            key={session.id}
            session={session}
            isEnding={ending.isPending && ending.variables === session.id}
            onEnd={() => ending.mutate(session.id)}
          />
        ))}
      </ul>
      <EndMany hasOthers={sessions.length > 1} />
    </div>
  );
}

function useDeviceName() {
  const t = useTranslations("sessions");
  return ({ user_agent: userAgent }: Session) => {
    const { browser, system } = deviceOf(userAgent);
    if (browser && system) return t("device", { browser, system });
    return browser ?? system ?? t("unknown");
  };
}

type DeviceRowProps = { session: Session; isEnding: boolean; onEnd: () => void };

function DeviceRow({ session, isEnding, onEnd }: DeviceRowProps) {
  const t = useTranslations("sessions");
  const name = useDeviceName()(session);
  const Icon = deviceOf(session.user_agent).isPhone ? Smartphone : Monitor;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <Icon aria-hidden className="size-5 shrink-0 text-text-3" strokeWidth={1.75} />
      <div className="grid min-w-48 flex-1 gap-0.5">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {session.is_current ? <Badge tone="success">{t("thisOne")}</Badge> : null}
        </span>
        <span className="text-13 text-text-3">
          {t.rich("seen", { when: () => <When at={session.seen_at} />, ip: session.ip ?? "—" })}
        </span>
        <span className="text-13 text-text-3">
          {t.rich("started", { when: () => <When at={session.started_at} /> })}
          {session.organization ? ` · ${session.organization.name}` : null}
        </span>
      </div>
      {session.is_current ? null : (
        <Button size="sm" busy={isEnding} onClick={onEnd} aria-label={t("endNamed", { name })}>
          {t("end")}
        </Button>
      )}
    </li>
  );
}

/** Other devices are out at once; everywhere includes this one, so that is asked about. */
function EndMany({ hasOthers }: { hasOthers: boolean }) {
  const t = useTranslations("sessions");
  const shared = useTranslations("shared");
  const client = useQueryClient();
  const toast = useToast();
  const [isAsking, setIsAsking] = useState(false);
  const ending = useMutation({
    mutationFn: (scope: EndedSessions) => signOutElsewhere(scope),
    onSuccess: async (_nothing, scope) => {
      if (scope === "global") return window.location.assign("/sign-in");
      toast.show({ title: t("othersEnded"), tone: "success" });
      await client.invalidateQueries({ queryKey: sessionKeys.all });
    },
  });
  return (
    <div className="flex flex-wrap gap-2 border-t border-border pt-3">
      <FormProblem error={ending.error} />
      <Button
        disabled={!hasOthers}
        busy={ending.isPending && ending.variables === "others"}
        onClick={() => ending.mutate("others")}
      >
        {t("endOthers")}
      </Button>
      <Button variant="ghost" onClick={() => setIsAsking(true)}>
        {t("endAll")}
      </Button>
      <AlertDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={t("everywhere.title")}
        description={t("everywhere.text")}
        footer={
          <>
            <Button onClick={() => setIsAsking(false)}>{shared("cancel")}</Button>
            <Button
              variant="danger"
              busy={ending.isPending && ending.variables === "global"}
              onClick={() => ending.mutate("global")}
            >
              {t("endAll")}
            </Button>
          </>
        }
      />
    </div>
  );
}
