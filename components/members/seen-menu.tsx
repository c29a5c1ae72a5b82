"use client";

import { Check } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { cn } from "@/lib/cn";

export type SeenLine = { id: string; label: string; isPage: boolean; isSeen: boolean; isStart: boolean };

/** The menu as this person has it, the rest crossed out; the page where the day begins stands out. */
export function SeenMenu({ name, lines }: { name: string; lines: readonly SeenLine[] }) {
  const t = useTranslations("roles.member");
  const words = useTranslations("members.see");
  return (
    <Card title={t("sees", { name })}>
      <p className="pb-2 text-13 text-text-3">{t("seesHint", { name })}</p>
      <ul className="grid gap-0.5">
        {lines.map(({ id, label, isPage, isSeen, isStart }) => (
          <li
            key={`${id}.${isPage}`}
            className={cn("flex min-h-7 items-center gap-2.5", isPage && "ps-6 text-13")}
          >
            <Check
              aria-hidden
              className={cn("size-4 shrink-0 text-success", !isSeen && "invisible")}
              strokeWidth={2}
            />
            <span className={cn(!isSeen && "text-text-3 line-through", isStart && "font-medium")}>
              {label}
            </span>
            <span className="sr-only">{isSeen ? words("can") : words("cannot", { name })}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
