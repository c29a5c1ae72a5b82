"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";

export function useCopy(text: string): [isCopied: boolean, copy: () => void] {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () => {
    void writeClipboard(text).then(setIsCopied);
  };
  return [isCopied, copy];
}

/** The clipboard needs a secure context; over plain http in a local network only the old command is there. */
export async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    document.body.append(area);
    area.select();
    const isDone = document.execCommand("copy");
    area.remove();
    return isDone;
  }
}

/** Small monospace text that copies itself when pressed. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const t = useTranslations("shared");
  const [isCopied, copy] = useCopy(text);
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={`${label}: ${text}`}
      className="touch-target inline-flex min-h-6 max-w-full items-center gap-1 font-mono text-12 text-text-3 hover:text-text"
    >
      <span className="truncate">{isCopied ? t("copied") : text}</span>
      {isCopied ? (
        <Check aria-hidden className="size-3.5 shrink-0" strokeWidth={1.75} />
      ) : (
        <Copy aria-hidden className="size-3.5 shrink-0" strokeWidth={1.75} />
      )}
      <CopiedNote isCopied={isCopied} />
    </button>
  );
}

export function CopiedNote({ isCopied }: { isCopied: boolean }) {
  const t = useTranslations("shared");
  return (
    <span role="status" className="sr-only">
      {isCopied ? t("copied") : ""}
    </span>
  );
}
