"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Dialog } from "@/components/ui/dialog";
import { usePicture } from "@/lib/field/pictures";
import type { VisitPicture } from "@/lib/field/pictures";
import { fileAddress } from "@/lib/files/client";

type PictureDialogProps = { picture: VisitPicture; label: string; onClose: () => void };

/** Large where there is signal, else the copy on this phone. */
export function PictureDialog({ picture, label, onClose }: PictureDialogProps) {
  const shared = useTranslations("shared");
  const kept = usePicture(picture.file_id);
  const [isOffline, setIsOffline] = useState(false);
  const src = isOffline ? kept : fileAddress(picture.file_id, "medium");
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={label}
      closeLabel={shared("close")}
    >
      {src ? (
        <img
          src={src}
          alt={label}
          className="max-h-[70dvh] w-full object-contain"
          onError={() => setIsOffline(true)}
        />
      ) : null}
    </Dialog>
  );
}
