"use client";

import { ChevronLeft, Paperclip } from "lucide-react";
import Link from "next/link";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl/react";
import { CopyField } from "@/components/shared/copy-field";
import { When } from "@/components/shared/when";
import { Tabs } from "@/components/ui/tabs";
import { codeIn, splitLinks } from "@/lib/mailbox/rules";
import type { KeptMessage } from "@/lib/mailbox/schema";

type View = "html" | "text" | "source";

/** The message as its receiver sees it, as plain text, and as it was written. */
export function MessageView({ message }: { message: KeptMessage }) {
  const t = useTranslations("mailbox");
  const [view, setView] = useState<View>("html");
  const code = codeIn(message.text);
  return (
    <article className="grid gap-4 px-4 py-5 md:px-6">
      <Link href="/dev/mailbox" className="flex items-center gap-0.5 text-13 text-text-2 md:hidden">
        <ChevronLeft aria-hidden className="size-4" strokeWidth={1.75} />
        {t("back")}
      </Link>
      <header className="grid gap-1">
        <h2 className="text-20">{message.subject}</h2>
        <p className="flex flex-wrap gap-x-3 text-13 text-text-3">
          <span>{t("to", { to: message.to })}</span>
          <When at={message.at} />
        </p>
        {message.attachments?.map(({ name }) => (
          <p key={name} className="flex items-center gap-1 text-13 text-text-2">
            <Paperclip aria-hidden className="size-4" strokeWidth={1.75} />
            {name}
          </p>
        ))}
      </header>
      {code ? (
        <div className="max-w-72">
          <CopyField value={code} label={t("code")} />
        </div>
      ) : null}
      <Tabs
        aria-label={t("view.label")}
        value={view}
        onValueChange={setView}
        tabs={[
          { value: "html", label: t("view.html"), content: <HtmlView message={message} /> },
          { value: "text", label: t("view.text"), content: <TextView text={message.text} /> },
          { value: "source", label: t("view.source"), content: <Source text={message.html} /> },
        ]}
      />
    </article>
  );
}

/**
 * A mail is a stranger's document: sandboxed without script and without our origin, it can only be read. Its links
 * open a window of their own, because a page in this frame would have no session.
 */
function HtmlView({ message }: { message: KeptMessage }) {
  const document = useMemo(() => {
    const base = '<base target="_blank">';
    return /<head[^>]*>/i.test(message.html)
      ? message.html.replace(/<head[^>]*>/i, (head) => head + base)
      : base + message.html;
  }, [message.html]);
  return (
    <iframe
      title={message.subject}
      srcDoc={document}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      className="mt-4 h-[max(28rem,calc(100dvh-20rem))] w-full rounded-card edge bg-[#fff]"
    />
  );
}

function TextView({ text }: { text: string }) {
  return (
    <div className="max-w-[68ch] py-4 text-14 break-words whitespace-pre-wrap">
      {splitLinks(text).map((part) =>
        part.kind === "link" ? (
          <a
            key={part.at}
            href={part.text}
            target="_blank"
            rel="noreferrer"
            className="text-accent-text underline underline-offset-2"
          >
            {part.text}
          </a>
        ) : (
          <span key={part.at}>{part.text}</span>
        ),
      )}
    </div>
  );
}

function Source({ text }: { text: string }) {
  return (
    <pre className="mt-4 rounded-card bg-bg p-4 text-12 font-normal break-words whitespace-pre-wrap">
      {text}
    </pre>
  );
}
