"use client";

import { useTranslations } from "use-intl/react";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";
import { useConnection } from "./connection";
import { Named, RowWords } from "./sidebar-row";

/** Green and filled while answers come, hollow while they do not: shape and words tell it, not colour alone. */
export function ConnectionDot() {
  const t = useTranslations("office.connection");
  const formats = useFormats();
  const { sinceMs } = useConnection();
  const words = sinceMs === null ? t("on") : t("off");
  const exact = sinceMs === null ? words : t("offSince", { since: formats.time(sinceMs) });
  return (
    <Named label={exact}>
      <p className="flex h-8 items-center gap-2.5 px-2.5 text-13 text-text-3" tabIndex={-1}>
        <span aria-hidden className="flex size-4 shrink-0 items-center justify-center">
          <span
            className={cn(
              "size-2 rounded-full",
              sinceMs === null ? "bg-success" : "border-[1.5px] border-text-3",
            )}
          />
        </span>
        <span className="sr-only">{exact}</span>
        <RowWords>
          <span aria-hidden>{words}</span>
        </RowWords>
      </p>
    </Named>
  );
}
