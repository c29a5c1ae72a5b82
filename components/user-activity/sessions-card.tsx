"use client";

import { useQuery } from "@tanstack/react-query";
import { MonitorSmartphone } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { ErrorCard } from "@/components/shared/error-card";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Age } from "@/components/shared/when";
import { Badge } from "@/components/ui/badge";
import { fetchMemberSessions, userActivityKeys } from "@/lib/user-activity/client";
import type { MemberSession } from "@/lib/user-activity/schema";
import { useDeviceName } from "./device-name";

/** From where a member is signed in to this organization. Ended by himself, or all at once by suspending him. */
export function SessionsCard({ userId }: { userId: string }) {
  const t = useTranslations("user-activity.sessions");
  const { data, error, refetch } = useQuery({
    queryKey: userActivityKeys.sessions(userId),
    queryFn: ({ signal }) => fetchMemberSessions(userId, signal),
  });
  return (
    <Card title={t("title")} count={data?.length}>
      {error && !data ? (
        <ErrorCard
          title={t("error")}
          error={error}
          onRetry={() => void refetch()}
          className="my-0 border-0 p-0"
        />
      ) : data ? (
        data.length === 0 ? (
          <p className="text-text-2">{t("empty")}</p>
        ) : (
          <ul className="grid gap-3">
            {data.map((session) => (
              <li key={session.id}>
                <Session session={session} />
              </li>
            ))}
          </ul>
        )
      ) : (
        <SkeletonLines lines={3} />
      )}
    </Card>
  );
}

function Session({ session }: { session: MemberSession }) {
  const t = useTranslations("user-activity.sessions");
  const deviceName = useDeviceName();
  return (
    <div className="flex items-start gap-2">
      <MonitorSmartphone aria-hidden className="mt-0.5 size-4 shrink-0 text-text-3" strokeWidth={1.75} />
      <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <span title={session.user_agent ?? undefined}>
          {deviceName(session.user_agent) ?? session.user_agent ?? t("unknown")}
        </span>
        <span className="block text-13 text-text-3">
          {t.rich("seen", { time: () => <Age at={session.last_seen_at} /> })}
          {session.ip ? ` · ${session.ip}` : ""}
        </span>
      </p>
      {session.is_current ? <Badge tone="info">{t("this")}</Badge> : null}
    </div>
  );
}
