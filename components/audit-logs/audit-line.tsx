"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Age } from "@/components/shared/when";
import { Badge } from "@/components/ui/badge";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { AuditLog } from "@/lib/audit-logs/schema";
import { AuditSentence } from "./audit-sentence";

/** Of fifty lines one opens a few. */
const AuditDetails = lazyShown(() => import("./audit-details").then((part) => part.AuditDetails));

const TONES = { notice: "info", warning: "warning", critical: "danger" } as const;

/** A sentence that opens to what was before and after, and from where it came. */
export function AuditLine({ line }: { line: AuditLog }) {
  const t = useTranslations("audit-logs");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="group" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="flex min-h-10 cursor-pointer list-none items-start gap-2 rounded-control px-4 py-2 hover:bg-hover">
        <ChevronRight
          aria-hidden
          className="mt-0.5 size-4 shrink-0 text-text-3 transition-transform group-open:rotate-90"
          strokeWidth={1.75}
        />
        <span className="flex min-w-0 flex-1 flex-wrap items-start gap-x-2 gap-y-0.5 md:flex-nowrap">
          <span className="min-w-0 flex-1 [overflow-wrap:anywhere] max-md:basis-full">
            <AuditSentence line={line} />
          </span>
          {line.severity === "info" ? null : (
            <Badge tone={TONES[line.severity]}>{t(`severity.${line.severity}`)}</Badge>
          )}
          <span className="shrink-0 text-13 text-text-3">
            <Age at={line.at} />
          </span>
        </span>
      </summary>
      {isOpen ? <AuditDetails line={line} /> : null}
    </details>
  );
}
