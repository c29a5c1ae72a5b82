"use client";

import { ImageOff, LoaderCircle } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { fileAddress } from "@/lib/files/client";
import type { Photo, PhotoCategory } from "@/lib/photos/schema";

const Lightbox = lazyShown(() => import("./lightbox").then((part) => part.Lightbox));

/** What was there, what is there now, then what was found. */
const ORDER: readonly PhotoCategory[] = ["before", "after", "problem", "equipment", "document", "other"];

type PhotosCardProps = { photos: readonly Photo[]; timeZone: string };

/** Photos by what they show; one opens large, and from there the next. */
export function PhotosCard({ photos, timeZone }: PhotosCardProps) {
  const t = useTranslations("visit-work.photos");
  const [openId, setOpenId] = useState<string | null>(null);
  const sorted = ORDER.flatMap((category) => photos.filter((photo) => photo.category === category));
  const shown = ORDER.filter((category) => photos.some((photo) => photo.category === category));
  return (
    <Card title={t("title")} count={photos.length}>
      {photos.length === 0 ? <p className="text-text-2">{t("none")}</p> : null}
      <div className="flex flex-wrap gap-x-6 gap-y-4">
        {shown.map((category) => (
          <section key={category} aria-label={t(`category.${category}`)} className="grid gap-1.5">
            <h3 className="text-13 text-text-3">{t(`category.${category}`)}</h3>
            <ul className="flex flex-wrap gap-2">
              {photos
                .filter((photo) => photo.category === category)
                .map((photo) => (
                  <li key={photo.id} className="w-28 max-sm:w-24">
                    <Thumbnail photo={photo} onOpen={() => setOpenId(photo.id)} />
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
      {openId ? (
        <Lightbox
          photos={sorted}
          openId={openId}
          timeZone={timeZone}
          onOpen={setOpenId}
          onClose={() => setOpenId(null)}
        />
      ) : null}
    </Card>
  );
}

function Thumbnail({ photo, onOpen }: { photo: Photo; onOpen: () => void }) {
  const t = useTranslations("visit-work.photos");
  const label = photo.caption ?? t(`category.${photo.category}`);
  const frame = "rounded-control edge bg-sunken aspect-square w-full overflow-hidden";
  if (photo.file_state !== "ready") {
    const isRefused = photo.file_state === "rejected";
    const Icon = isRefused ? ImageOff : LoaderCircle;
    return (
      <span className={`${frame} grid place-content-center justify-items-center gap-1 p-2 text-center`}>
        <Icon aria-hidden className="size-5 text-text-3" strokeWidth={1.75} />
        <span className="text-12 text-text-3">{t(`state.${photo.file_state}`)}</span>
      </span>
    );
  }
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={t("open", { name: label })}
      className={`${frame} focus-inset`}
    >
      <img
        src={fileAddress(photo.file_id, "small")}
        alt=""
        loading="lazy"
        className="size-full object-cover"
      />
    </button>
  );
}
