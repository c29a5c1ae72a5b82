"use client";

import { Clock, Phone, Send } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";
import type { PortalMessage, PortalState } from "@/lib/portal/schema";
import { ActionForm, ProblemLine } from "./action-form";
import { buttonLook, CARD, CARD_TITLE, INPUT } from "@/components/shared/customer-look";
import { usePortalLink, useRefused } from "./portal-context";
import { useKeptText } from "./use-kept-text";

/** Words to the office, and its number. */
export function ContactCard({ state }: { state: PortalState }) {
  const t = useTranslations("portal.contact");
  const { phone } = usePortalLink();
  const { messages, may } = state;
  if (!may.message && messages.length === 0 && !phone) return null;
  return (
    <section id="contact" className={cn(CARD, "scroll-mt-4")} aria-labelledby="contact-title">
      <h2 id="contact-title" className={CARD_TITLE}>
        {t("title")}
      </h2>
      {may.message ? (
        <Conversation state={state} />
      ) : (
        <Thread messages={messages} timeZone={state.visit.time_zone} />
      )}
      {phone ? <CallButton className="mt-3 w-full" /> : null}
    </section>
  );
}

export function CallButton({ className }: { className?: string }) {
  const t = useTranslations("portal.contact");
  const { phone } = usePortalLink();
  if (!phone) return null;
  return (
    <a href={`tel:${phone.number}`} className={buttonLook("secondary", className)}>
      <Phone aria-hidden />
      {t("call", { phone: phone.words })}
    </a>
  );
}

/** What was sent from here and is not in the answer of the office's side yet. */
type Underway = { body: string; known: number } | null;

function Conversation({ state }: { state: PortalState }) {
  const [underway, setUnderway] = useState<Underway>(null);
  const { messages } = state;
  const isShown = underway !== null && messages.length <= underway.known;
  return (
    <>
      <Thread
        messages={messages}
        timeZone={state.visit.time_zone}
        underway={isShown ? underway.body : null}
      />
      <MessageForm onSent={(body) => setUnderway({ body, known: messages.length })} />
    </>
  );
}

function MessageForm({ onSent }: { onSent: (body: string) => void }) {
  const t = useTranslations("portal.contact");
  const { id, company } = usePortalLink();
  const { body = "" } = useRefused("message");
  const [text, setText, clear] = useKeptText(`portal:${id}:message`, body);
  return (
    <ActionForm
      action="message"
      className="mt-4"
      onDone={() => {
        onSent(text.trim());
        clear();
      }}
    >
      {({ isBusy, problem }) => (
        <>
          <label htmlFor="message" className="block font-medium">
            {t("label", { company })}
          </label>
          <textarea
            id="message"
            name="body"
            rows={3}
            required
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className={cn(INPUT, "mt-2 field-sizing-content max-h-80 min-h-24 resize-y")}
          />
          <button
            type="submit"
            aria-busy={isBusy || undefined}
            className={buttonLook("secondary", "mt-3 w-full")}
          >
            <Send aria-hidden />
            {t("send")}
          </button>
          <ProblemLine problem={problem} />
        </>
      )}
    </ActionForm>
  );
}

type ThreadProps = { messages: PortalMessage[]; timeZone: string; underway?: string | null };

function Thread({ messages, timeZone, underway = null }: ThreadProps) {
  const t = useTranslations("portal.contact");
  const formats = useFormats();
  const { company } = usePortalLink();
  if (messages.length === 0 && underway === null) return null;
  return (
    <ol aria-label={t("thread")} aria-live="polite" className="mt-4 grid gap-3">
      {messages.map(({ id, from, body, at }) => (
        <li key={id} className={cn("max-w-[85%]", from === "customer" ? "ml-auto" : "mr-auto")}>
          <p
            className={cn(
              "rounded-card px-3 py-2 whitespace-pre-line",
              from === "customer" ? "bg-accent-tint" : "bg-sunken",
            )}
          >
            {body}
          </p>
          <p className="mt-1 text-12 font-normal text-text-3 tabular-nums" suppressHydrationWarning>
            {`${from === "customer" ? t("you") : company}, ${formats.dayTime(at, timeZone)}`}
          </p>
        </li>
      ))}
      {underway === null ? null : (
        <li className="ml-auto max-w-[85%]">
          <p className="rounded-card bg-accent-tint px-3 py-2 whitespace-pre-line">{underway}</p>
          <p className="mt-1 flex items-center gap-1 text-12 font-normal text-text-3">
            <Clock aria-hidden className="size-3" />
            {t("underway")}
          </p>
        </li>
      )}
    </ol>
  );
}
