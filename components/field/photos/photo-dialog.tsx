"use client";

import { Camera, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Dialog } from "@/components/ui/dialog";
import { Textarea } from "@/components/ui/textarea";
import type { VisitPhoto } from "@/lib/sync/schema";
import { BigField } from "../visit/big-field";
import { BigButton } from "../visit/big-button";
import { Chips } from "../visit/chips";
import { CATEGORIES } from "./categories";
import { usePhotoUrl } from "./photo-tile";
import type { Photos } from "./use-photos";

type PhotoDialogProps = {
  photo: VisitPhoto;
  photos: Photos;
  /** The next press of the shutter takes its place. */
  onRetake: () => void;
  onClose: () => void;
};

/** What comes later than the picture: words, another group, taking it anew. */
export function PhotoDialog({ photo, photos, onRetake, onClose }: PhotoDialogProps) {
  const t = useTranslations("field.photos");
  const shared = useTranslations("shared");
  const [caption, setCaption] = useState(photo.caption ?? "");
  const close = () => {
    const words = caption.trim();
    if (words !== (photo.caption ?? "")) void photos.change(photo.id, { caption: words || null });
    onClose();
  };
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => (open ? undefined : close())}
      title={t(`category.${photo.category}`)}
      closeLabel={shared("close")}
      footer={
        <RemoveButtons
          onRemove={() => void photos.remove(photo.id).then(onClose)}
          onRetake={() => void photos.remove(photo.id).then(onRetake)}
        />
      }
    >
      <div className="grid gap-4">
        <Picture photo={photo} />
        <Chips
          label={t("categories")}
          options={CATEGORIES.map((value) => ({ value, label: t(`category.${value}`) }))}
          value={photo.category}
          onValueChange={(category) => void photos.change(photo.id, { category })}
        />
        <BigField label={t("caption")}>
          <Textarea
            rows={2}
            value={caption}
            maxLength={500}
            onChange={(event) => setCaption(event.target.value)}
            className="text-18"
          />
        </BigField>
      </div>
    </Dialog>
  );
}

function Picture({ photo }: { photo: VisitPhoto }) {
  const t = useTranslations("field.photos");
  const url = usePhotoUrl(photo, "medium");
  if (!url) return <p className="text-16 text-text-2">{t("atOffice")}</p>;
  const label = photo.caption ?? t(`category.${photo.category}`);
  return <img src={url} alt={label} className="max-h-[45dvh] w-full object-contain" />;
}

/** Removing asks once, in place: a picture cannot be taken again after the work is done. */
function RemoveButtons({ onRemove, onRetake }: { onRemove: () => void; onRetake: () => void }) {
  const t = useTranslations("field.photos");
  const [isAsked, setIsAsked] = useState(false);
  if (isAsked) {
    return (
      <>
        <BigButton onClick={() => setIsAsked(false)}>{t("keep")}</BigButton>
        <BigButton variant="danger" icon={<Trash2 aria-hidden />} onClick={onRemove}>
          {t("removeNow")}
        </BigButton>
      </>
    );
  }
  return (
    <>
      <BigButton icon={<Trash2 aria-hidden />} onClick={() => setIsAsked(true)}>
        {t("remove")}
      </BigButton>
      <BigButton icon={<Camera aria-hidden />} onClick={onRetake}>
        {t("retake")}
      </BigButton>
    </>
  );
}
