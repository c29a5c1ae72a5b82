"use client";

import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { VisitPhoto } from "@/lib/sync/schema";
import { usePhotoUrl } from "./photo-tile";

/** The first picture before and the last one after, one over the other, the border moved by thumb or key. */
export function BeforeAfter({ photos }: { photos: readonly VisitPhoto[] }) {
  const before = photos.find(({ category }) => category === "before");
  const after = photos.findLast(({ category }) => category === "after");
  return before && after ? <Pair before={before} after={after} /> : null;
}

function Pair({ before, after }: { before: VisitPhoto; after: VisitPhoto }) {
  const t = useTranslations("field.photos");
  const id = useId();
  const [share, setShare] = useState(50);
  const urls = [usePhotoUrl(before, "medium"), usePhotoUrl(after, "medium")] as const;
  if (!urls[0] || !urls[1]) return null;
  return (
    <section aria-labelledby={`${id}-title`} className="grid gap-2">
      <h2 id={`${id}-title`} className="text-14 font-semibold text-text-2">
        {t("compare")}
      </h2>
      <div className="relative aspect-[4/3] overflow-hidden rounded-card edge bg-sunken">
        <img src={urls[1]} alt={t("category.after")} className="absolute inset-0 size-full object-cover" />
        <img
          src={urls[0]}
          alt={t("category.before")}
          className="absolute inset-0 size-full object-cover"
          style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }}
        />
        <span
          aria-hidden
          className="absolute inset-y-0 w-1 -translate-x-1/2 bg-surface outline outline-text"
          style={{ left: `${share}%` }}
        />
      </div>
      <label htmlFor={id} className="sr-only">
        {t("slide")}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        value={share}
        onChange={(event) => setShare(Number(event.target.value))}
        className="h-14 w-full accent-(--accent)"
      />
    </section>
  );
}
