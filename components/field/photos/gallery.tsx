"use client";

import { useTranslations } from "use-intl/react";
import type { VisitPhoto } from "@/lib/sync/schema";
import { CATEGORIES } from "./categories";
import { PhotoTile } from "./photo-tile";

type GalleryProps = { photos: readonly VisitPhoto[]; onOpen: (photo: VisitPhoto) => void };

/** All pictures of the visit by what they show; a tap opens one to say more or take it anew. */
export function Gallery({ photos, onOpen }: GalleryProps) {
  const t = useTranslations("field.photos");
  if (photos.length === 0) return <p className="text-18 text-text-2">{t("empty")}</p>;
  const groups = CATEGORIES.map((category) => ({
    category,
    members: photos.filter((photo) => photo.category === category),
  })).filter(({ members }) => members.length > 0);
  return (
    <div className="grid gap-4">
      {groups.map(({ category, members }) => (
        <section key={category} aria-label={t(`category.${category}`)} className="grid gap-2">
          <h2 className="text-14 font-semibold text-text-2">
            {t("group", { category: t(`category.${category}`), count: members.length })}
          </h2>
          <ul className="grid grid-cols-3 gap-2">
            {members.map((photo) => (
              <li key={photo.id}>
                <button
                  type="button"
                  onClick={() => onOpen(photo)}
                  className="block w-full rounded-card"
                  aria-label={t("open", { label: photo.caption ?? t(`category.${category}`) })}
                >
                  <PhotoTile photo={photo} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
