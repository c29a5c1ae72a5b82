"use client";

import { CalendarDays, CircleUserRound } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { cn } from "@/lib/cn";
import { FieldLink, useFieldPath } from "./router";

const PLACES = [
  { href: "/field", key: "day", icon: CalendarDays },
  { href: "/field/me", key: "me", icon: CircleUserRound },
] as const;

/** The rooms of the field app; map and messages enter with their pages. */
export function BottomBar() {
  const t = useTranslations("field-app.bar");
  const path = useFieldPath();
  return (
    <nav
      aria-label={t("label")}
      className="sticky bottom-0 z-10 edge-t bg-surface pb-[env(safe-area-inset-bottom)]"
    >
      <ul className="mx-auto flex max-w-2xl">
        {PLACES.map(({ href, key, icon: Icon }) => {
          const isHere = path === href;
          return (
            <li key={key} className="flex-1">
              <FieldLink
                href={href}
                aria-current={isHere ? "page" : undefined}
                className={cn(
                  "flex min-h-16 flex-col items-center justify-center gap-0.5 border-t-3 border-transparent px-2 py-1 text-14 font-medium focus-inset",
                  isHere ? "border-accent text-accent-text" : "text-text-2",
                )}
              >
                <Icon aria-hidden className="size-6" strokeWidth={1.75} />
                {t(key)}
              </FieldLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
