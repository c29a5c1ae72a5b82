"use client";

import { Inbox } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useTranslations } from "use-intl/react";
import { Empty } from "@/components/shared/empty";
import { LogoMark } from "@/components/shared/logo";
import { Age } from "@/components/shared/when";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/lib/cn";
import type { KeptMessage } from "@/lib/mailbox/schema";
import { MessageView } from "./message-view";

const REFRESH_MS = 3000;

type MailboxPageProps = { messages: KeptMessage[]; selectedId: string | null };

/** List left, message right; on a phone one of the two. New mail appears by itself. */
export function MailboxPage({ messages, selectedId }: MailboxPageProps) {
  const t = useTranslations("mailbox");
  useRefresh();
  const chosen = messages.find(({ id }) => id === selectedId);
  const shown = chosen ?? messages[0];
  return (
    <div className="flex min-h-dvh flex-col bg-surface md:h-dvh">
      <header className="flex min-h-(--header) items-center gap-3 edge-b px-4 md:px-6">
        <Link href="/" aria-label={t("home")} className="shrink-0 rounded-control">
          <LogoMark className="size-6" />
        </Link>
        <h1 className="text-16 font-semibold md:text-20">{t("title")}</h1>
        <span className="text-13 text-text-3 tabular-nums">{messages.length}</span>
        <p className="ms-auto text-13 text-text-3 max-md:hidden">{t("note")}</p>
      </header>
      <main className="flex min-h-0 flex-1">
        {shown ? (
          <>
            <MessageList messages={messages} shownId={shown.id} isHiddenOnPhone={chosen !== undefined} />
            <section
              aria-label={t("message")}
              className={cn("min-w-0 flex-1 md:overflow-y-auto", !chosen && "max-md:hidden")}
            >
              <MessageView key={shown.id} message={shown} />
            </section>
          </>
        ) : (
          <div className="flex-1">
            <Empty icon={<Inbox aria-hidden />}>{t("empty")}</Empty>
          </div>
        )}
      </main>
    </div>
  );
}

/** Asks for new mail while the window is looked at. */
function useRefresh(): void {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [router]);
}

type MessageListProps = { messages: KeptMessage[]; shownId: string; isHiddenOnPhone: boolean };

function MessageList({ messages, shownId, isHiddenOnPhone }: MessageListProps) {
  const t = useTranslations("mailbox");
  return (
    <nav
      aria-label={t("list")}
      className={cn("w-full shrink-0 edge-r md:w-96 md:overflow-y-auto", isHiddenOnPhone && "max-md:hidden")}
    >
      <ul>
        {messages.map((message) => (
          <li key={message.id} className="edge-b">
            <Link
              href={`/dev/mailbox?id=${encodeURIComponent(message.id)}`}
              scroll={false}
              aria-current={message.id === shownId || undefined}
              className="grid gap-1 px-4 py-2.5 focus-inset hover:bg-hover md:px-6 md:aria-current:bg-accent-tint"
            >
              <span className="flex items-baseline justify-between gap-3">
                <span className="truncate font-medium">{message.to}</span>
                <span className="shrink-0 text-12 text-text-3">
                  <Age at={message.at} />
                </span>
              </span>
              <span className="truncate text-text-2">{message.subject}</span>
              <span className="flex gap-1.5">
                <Badge tone="plain">{t("channel.mail")}</Badge>
                <Badge>{message.kind}</Badge>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
