"use client";

import { KeyRound, MessageSquareText, Navigation, Phone } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { cn } from "@/lib/cn";
import type { Visit } from "@/lib/sync/schema";
import { navigationLink, phoneOf } from "./hand-off";

const look =
  "flex min-h-14 min-w-0 flex-col items-center justify-center gap-0.5 rounded-card edge border-border-strong bg-surface px-1 py-1.5 text-center text-14 font-medium text-text [&_svg]:size-6";

type ContactRowProps = { visit: Visit; access?: { isOpen: boolean; toggle: () => void } };

/** Call, text, navigate: the phone's own programs do it. Without a number the button says so instead of doing nothing. */
export function ContactRow({ visit, access }: ContactRowProps) {
  const t = useTranslations("field.contact");
  const phone = phoneOf(visit);
  const agent = typeof navigator === "undefined" ? "" : navigator.userAgent;
  return (
    // As many beside each other as the words leave room for.
    <div className="grid grid-cols-[repeat(auto-fit,minmax(4rem,1fr))] gap-2">
      {access ? null : <Way href={navigationLink(visit, agent)} icon={Navigation} label={t("navigate")} />}
      {phone ? (
        <>
          <Way href={`tel:${phone}`} icon={Phone} label={t("call")} />
          <Way href={`sms:${phone}`} icon={MessageSquareText} label={t("text")} />
        </>
      ) : (
        <span className={cn(look, "border-dashed text-text-2")}>{t("noPhone")}</span>
      )}
      {access ? (
        <>
          <Way href={navigationLink(visit, agent)} icon={Navigation} label={t("map")} />
          <button type="button" aria-expanded={access.isOpen} onClick={access.toggle} className={look}>
            <KeyRound aria-hidden strokeWidth={1.75} />
            {t("access")}
          </button>
        </>
      ) : null}
    </div>
  );
}

function Way({ href, icon: Icon, label }: { href: string; icon: LucideIcon; label: string }) {
  return (
    <a
      href={href}
      className={look}
      {...(href.startsWith("https") ? { target: "_blank", rel: "noreferrer" } : {})}
    >
      <Icon aria-hidden strokeWidth={1.75} />
      {label}
    </a>
  );
}
