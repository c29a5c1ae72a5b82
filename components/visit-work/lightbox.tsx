"use client";

import { ChevronLeft, ChevronRight, Download } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { useTranslations } from "use-intl/react";
import { When } from "@/components/shared/when";
import { Button, ButtonLink } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { fileAddress } from "@/lib/files/client";
import type { Photo } from "@/lib/photos/schema";

type LightboxProps = {
  photos: readonly Photo[];
  openId: string;
  timeZone: string;
  onOpen: (id: string) => void;
  onClose: () => void;
};

/** One photo large, with what is known of it; arrow keys go through all of the visit. */
export function Lightbox({ photos, openId, timeZone, onOpen, onClose }: LightboxProps) {
  const t = useTranslations("visit-work.photos");
  const ready = photos.filter(({ file_state }) => file_state === "ready");
  const index = ready.findIndex(({ id }) => id === openId);
  const photo = ready[index];
  const go = (by: number) => {
    const next = ready[(index + by + ready.length) % ready.length];
    if (next) onOpen(next.id);
  };
  useArrows(go);
  if (!photo) return null;
  const name = photo.caption ?? t(`category.${photo.category}`);
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={name}
      closeLabel={t("close")}
      size="lg"
      footer={
        <ButtonLink
          href={fileAddress(photo.file_id, "original", { download: true })}
          icon={<Download aria-hidden />}
        >
          {t("download")}
        </ButtonLink>
      }
    >
      <div className="grid gap-3">
        <img
          src={fileAddress(photo.file_id, "medium")}
          alt={name}
          className="max-h-[65vh] w-full rounded-control object-contain"
        />
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-13 text-text-2">
          <span>{t(`category.${photo.category}`)}</span>
          <When at={photo.taken_at} timeZone={timeZone} />
          {photo.author?.name ? <span>{photo.author.name}</span> : null}
        </p>
        {ready.length > 1 ? <Pager at={index + 1} of={ready.length} onGo={go} /> : null}
      </div>
    </Dialog>
  );
}

/** Wherever the focus is in the dialog: it holds no field to type into. */
function useArrows(go: (by: number) => void): void {
  const onKey = useEffectEvent(({ key }: KeyboardEvent) => {
    if (key === "ArrowLeft") go(-1);
    if (key === "ArrowRight") go(1);
  });
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

function Pager({ at, of, onGo }: { at: number; of: number; onGo: (by: number) => void }) {
  const t = useTranslations("visit-work.photos");
  return (
    <p className="flex items-center justify-between gap-3">
      <Button icon={<ChevronLeft aria-hidden />} onClick={() => onGo(-1)}>
        {t("previous")}
      </Button>
      <span aria-live="polite" className="text-13 text-text-3 tabular-nums">
        {t("position", { at, of })}
      </span>
      <Button icon={<ChevronRight aria-hidden />} onClick={() => onGo(1)}>
        {t("next")}
      </Button>
    </p>
  );
}
