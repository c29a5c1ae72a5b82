"use client";

import { ImageOff } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { usePicture } from "@/lib/field/pictures";
import type { VisitPicture } from "@/lib/field/pictures";
import type { Visit } from "@/lib/sync/schema";

const PictureDialog = lazyShown(() => import("./picture-dialog").then((part) => part.PictureDialog));

/** What the customer or the office has shown of the work, from this phone's own copies. */
export function Pictures({ visit }: { visit: Visit }) {
  const t = useTranslations("field.pictures");
  const [open, setOpen] = useState<string | null>(null);
  const pictures = visit.pictures ?? [];
  if (pictures.length === 0) return null;
  const labelOf = ({ caption }: VisitPicture, index: number) => caption ?? t("one", { place: index + 1 });
  const opened = pictures.findIndex(({ id }) => id === open);
  const shown = pictures[opened];
  return (
    <section className="grid gap-2" aria-label={t("title")}>
      <h2 className="text-14 font-semibold text-text-2">{t("title")}</h2>
      <ul className="grid grid-cols-3 gap-2">
        {pictures.map((picture, index) => (
          <li key={picture.id}>
            <button
              type="button"
              onClick={() => setOpen(picture.id)}
              className="block w-full rounded-card"
              aria-label={t("open", { place: index + 1, label: labelOf(picture, index) })}
            >
              <Tile picture={picture} label={labelOf(picture, index)} />
            </button>
          </li>
        ))}
      </ul>
      {shown ? (
        <PictureDialog picture={shown} label={labelOf(shown, opened)} onClose={() => setOpen(null)} />
      ) : null}
    </section>
  );
}

function Tile({ picture, label }: { picture: VisitPicture; label: string }) {
  const t = useTranslations("field.pictures");
  const url = usePicture(picture.file_id);
  return (
    <span className="block aspect-square overflow-hidden rounded-card edge bg-sunken">
      {url ? (
        <img src={url} alt={label} className="size-full object-cover" />
      ) : (
        <span className="grid size-full place-content-center justify-items-center gap-1 p-2 text-center text-12 text-text-2">
          <ImageOff aria-hidden className="size-6" strokeWidth={1.75} />
          {url === null ? t("comes") : null}
        </span>
      )}
    </span>
  );
}
