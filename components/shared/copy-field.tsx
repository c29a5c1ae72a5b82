"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { IconButton } from "@/components/ui/icon-button";
import { controlLook } from "@/components/ui/input";
import { cn } from "@/lib/cn";
import { CopiedNote, useCopy } from "./copy-text";

/** A read-only value to take along: link, key, code. */
export function CopyField({ value, label }: { value: string; label: string }) {
  const t = useTranslations("shared");
  const [isCopied, copy] = useCopy(value);
  return (
    <div className="flex gap-2">
      <input
        readOnly
        value={value}
        aria-label={label}
        onFocus={(event) => event.target.select()}
        className={cn(controlLook, "h-(--control) font-mono")}
      />
      <IconButton label={isCopied ? t("copied") : t("copy")} onClick={copy}>
        {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
      </IconButton>
      <CopiedNote isCopied={isCopied} />
    </div>
  );
}
