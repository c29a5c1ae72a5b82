"use client";

import { Hourglass, ImageOff, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { cn } from "@/lib/cn";
import { useFile } from "@/lib/field/use-visits";
import type { VisitPhoto } from "@/lib/sync/schema";

/** The bytes on this phone, else the office's small copy, which needs a connection. */
export function usePhotoUrl(photo: VisitPhoto, size: "small" | "medium"): string | null {
  const { url } = useFile(photo.file_id);
  if (url) return url;
  return photo.file_state === "ready" ? `/api/v1/files/${photo.file_id}/content?size=${size}` : null;
}

type PhotoTileProps = { photo: VisitPhoto; className?: string };

/** One picture, square, and how far it is on its way to the office. */
export function PhotoTile({ photo, className }: PhotoTileProps) {
  const t = useTranslations("field.photos");
  const url = usePhotoUrl(photo, "small");
  const [isBroken, setIsBroken] = useState(false);
  const label = photo.caption ?? t(`category.${photo.category}`);
  return (
    <span
      className={cn("relative block aspect-square overflow-hidden rounded-card edge bg-sunken", className)}
    >
      {url && !isBroken ? (
        <img src={url} alt={label} className="size-full object-cover" onError={() => setIsBroken(true)} />
      ) : (
        <span className="grid size-full place-content-center justify-items-center gap-1 p-2 text-center text-12 text-text-2">
          <ImageOff aria-hidden className="size-6" strokeWidth={1.75} />
          {t("atOffice")}
        </span>
      )}
      <Journey photo={photo} />
    </span>
  );
}

const RING = 2 * Math.PI * 9;

/** On the phone, on its way with a ring, refused. Once the office has it nothing is said. */
function Journey({ photo }: { photo: VisitPhoto }) {
  const t = useTranslations("field.photos");
  const { state, progress } = useFile(photo.file_id);
  if (state === null || state === "sent") return null;
  const look =
    "absolute end-1 bottom-1 inline-flex size-8 items-center justify-center rounded-full edge border-border-strong bg-surface text-text";
  if (state === "parked") {
    return (
      <span role="img" aria-label={t("journey.parked")} className={cn(look, "text-danger")}>
        <TriangleAlert aria-hidden className="size-5" strokeWidth={1.75} />
      </span>
    );
  }
  if (state !== "uploading") {
    return (
      <span role="img" aria-label={t("journey.waiting")} className={look}>
        <Hourglass aria-hidden className="size-5" strokeWidth={1.75} />
      </span>
    );
  }
  const share = progress ?? 0;
  return (
    <span role="img" aria-label={t("journey.sending", { share: Math.round(share * 100) })} className={look}>
      <svg viewBox="0 0 24 24" className="size-7 -rotate-90" aria-hidden>
        <circle cx="12" cy="12" r="9" fill="none" stroke="var(--border)" strokeWidth="3" />
        <circle
          cx="12"
          cy="12"
          r="9"
          fill="none"
          stroke="var(--accent)"
          strokeWidth="3"
          strokeDasharray={`${RING * share} ${RING}`}
        />
      </svg>
    </span>
  );
}
