"use client";

import { Clock, FileText, ImageOff } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Dialog } from "@/components/ui/dialog";
import { cn } from "@/lib/cn";

/** What is shown of a file; records of files and of photos both have it. */
export type ShownFile = {
  id: string;
  name: string;
  kind: "image" | "document";
  state: "pending" | "uploaded" | "ready" | "rejected";
  state_reason?: string | null;
};

const REASONS = [
  "wrong_type",
  "wrong_size",
  "wrong_sum",
  "unreadable",
  "too_many_pixels",
  "hidden_content",
  "quota",
  "missing",
  "expired",
] as const;

const addressOf = (id: string, size: string) => `/api/v1/files/${id}/content?size=${size}`;
const BOX =
  "grid size-24 shrink-0 place-items-center overflow-hidden rounded-control edge bg-sunken text-text-3";

type FileImageProps = {
  file: ShownFile;
  /** What is to be seen, for who does not see it. */
  alt: string;
  className?: string;
};

/** A small picture of a file that opens large; of one that is not to be seen it says why, in words too. */
export function FileImage({ file, alt, className }: FileImageProps) {
  const t = useTranslations("shared");
  const [isOpen, setOpen] = useState(false);
  const [isBroken, setBroken] = useState(false);
  if (file.state !== "ready" || isBroken) {
    return <Standing file={file} isBroken={isBroken} className={className} />;
  }
  if (file.kind === "document") {
    return (
      <a href={addressOf(file.id, "original")} className={cn(BOX, "hover:bg-hover", className)}>
        <FileText aria-hidden className="size-6" strokeWidth={1.5} />
        <span className="sr-only">{t("file.save", { name: file.name })}</span>
      </a>
    );
  }
  return (
    <>
      <button type="button" onClick={() => setOpen(true)} className={cn(BOX, "cursor-zoom-in", className)}>
        {/* Not next/image: the address leads to Storage, which has the sizes already. */}
        <img
          src={addressOf(file.id, "small")}
          alt={alt}
          loading="lazy"
          decoding="async"
          className="size-full object-cover"
          onError={() => setBroken(true)}
        />
        <span className="sr-only">{t("file.open")}</span>
      </button>
      <Dialog open={isOpen} onOpenChange={setOpen} title={alt} closeLabel={t("close")} size="lg">
        <a href={addressOf(file.id, "original")} target="_blank" rel="noreferrer">
          <img
            src={addressOf(file.id, "medium")}
            alt={alt}
            className="mx-auto max-h-[75dvh] object-contain"
          />
        </a>
      </Dialog>
    </>
  );
}

function Standing({ file, isBroken, className }: { file: ShownFile; isBroken: boolean; className?: string }) {
  const t = useTranslations("shared");
  const Icon = file.state === "rejected" || isBroken ? ImageOff : Clock;
  const words = isBroken ? t("file.broken") : standingOf(file, t);
  return (
    <span title={words} className={cn(BOX, "content-center gap-1 p-1 text-center", className)}>
      <Icon aria-hidden className="size-5" strokeWidth={1.5} />
      <span className="text-12 leading-tight">{words}</span>
    </span>
  );
}

type Words = ReturnType<typeof useTranslations<"shared">>;

function standingOf(file: ShownFile, t: Words): string {
  if (file.state === "rejected") {
    const reason = REASONS.find((each) => each === file.state_reason);
    return reason ? t(`file.reason.${reason}`) : t("file.rejected");
  }
  return file.state === "uploaded" ? t("file.uploaded") : t("file.pending");
}
