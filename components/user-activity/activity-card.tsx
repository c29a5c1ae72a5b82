"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Download, Eye, KeyRound, LogIn, LogOut, ShieldAlert } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan, useMember } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Age } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { fetchUserActivity, userActivityKeys } from "@/lib/user-activity/client";
import type { UserActivity } from "@/lib/user-activity/schema";
import { useDeviceName } from "./device-name";

const PAGE = 20;
const ICONS: Record<string, LucideIcon> = {
  login: LogIn,
  login_failed: KeyRound,
  logout: LogOut,
  denied: ShieldAlert,
  export: Download,
};
const WARNINGS = new Set(["login_failed", "denied"]);

/** What a person did with the account, the latest first; what he changed is a list of the audit log. */
export function ActivityCard({ userId, name }: { userId: string; name: string }) {
  const t = useTranslations("user-activity");
  const query = useInfiniteQuery({
    queryKey: userActivityKeys.list(userId),
    queryFn: ({ pageParam, signal }) => fetchUserActivity(userId, { cursor: pageParam, limit: PAGE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  const lines = query.data?.pages.flatMap((page) => page.data);
  return (
    <Card title={t("title")}>
      {query.error && !lines ? (
        <ErrorCard
          title={t("error")}
          error={query.error}
          onRetry={() => void query.refetch()}
          className="my-0 border-0 p-0"
        />
      ) : lines ? (
        <>
          {lines.length === 0 ? <p className="text-text-2">{t("empty")}</p> : null}
          <ol className="grid gap-3">
            {lines.map((line) => (
              <li key={line.id}>
                <Line line={line} />
              </li>
            ))}
          </ol>
          <div className="-ms-2 mt-3 flex flex-wrap gap-2">
            {query.hasNextPage ? (
              <Button
                variant="ghost"
                size="sm"
                busy={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {t("more")}
              </Button>
            ) : null}
            <ChangesLink userId={userId} name={name} />
          </div>
        </>
      ) : (
        <SkeletonLines lines={5} />
      )}
    </Card>
  );
}

function ChangesLink({ userId, name }: { userId: string; name: string }) {
  const t = useTranslations("user-activity");
  const { slug } = useMember().organization;
  const may = useCan();
  if (!may("read", "audit_logs")) return null;
  return (
    <Link
      href={`/o/${slug}/audit-logs?person=${userId}`}
      className="touch-target px-2 py-1 control-text text-accent-text underline-offset-4 hover:underline"
    >
      {t("changes", { name })}
    </Link>
  );
}

function Line({ line }: { line: UserActivity }) {
  const deviceName = useDeviceName();
  const words = useActivityWords();
  const Icon = ICONS[line.activity] ?? Eye;
  const origin = [words.detail(line), deviceName(line.user_agent), line.ip].filter((part) => part !== null);
  return (
    <div className="flex items-start gap-2">
      <Icon
        aria-hidden
        className={cn("mt-0.5 size-4 shrink-0", WARNINGS.has(line.activity) ? "text-warning" : "text-text-3")}
        strokeWidth={1.75}
      />
      <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        {words.did(line)}
        {origin.length > 0 ? (
          <span className="block text-13 text-text-3" title={line.user_agent ?? undefined}>
            {origin.join(" · ")}
          </span>
        ) : null}
      </p>
      <span className="shrink-0 text-13 text-text-3">
        <Age at={line.at} />
      </span>
    </div>
  );
}

function useActivityWords() {
  const t = useTranslations("user-activity");
  const audit = useTranslations("audit-logs");
  return {
    did: ({ activity, entity, title }: UserActivity): string => {
      const kind = audit.has(`entity.${entity as "job"}`)
        ? audit(`entity.${entity as "job"}`)
        : entity.replaceAll("_", " ");
      const record = title ? `${kind} ${title}` : kind;
      const known = `did.${activity as "view"}` as const;
      if (t.has(known)) return t(known, { record });
      const act = audit.has(`action.${activity as "view"}`)
        ? audit(`action.${activity as "view"}`)
        : activity;
      return t("did.other", { activity: act, record });
    },
    /** The way of a sign-in in words; the missing right of a refusal as the API calls it. */
    detail: ({ detail }: UserActivity): string | null => {
      const way = `way.${(detail ?? "") as "password"}` as const;
      return detail && t.has(way) ? t(way) : detail;
    },
  };
}
