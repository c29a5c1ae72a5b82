"use client";

import { useTranslations } from "use-intl/react";
import { SkeletonBlock } from "@/components/ui/skeleton";

/**
 * The shape of every field page, before anybody knows whose it is: title, a card, rows. What happens is said in words
 * that need no script: on a slow line they are there seconds before the day, and they are what a first opening is about.
 */
export function FieldSkeleton() {
  const t = useTranslations("field-app");
  return (
    <div aria-busy className="mx-auto grid max-w-2xl gap-4 px-4 pt-[env(safe-area-inset-top)]">
      <p role="status" className="py-3.5 text-20">
        {t("opening")}
      </p>
      <div className="grid h-64 content-end rounded-control bg-hover p-4">
        <p className="text-16 text-text-2">{t("openingText")}</p>
      </div>
      <SkeletonBlock className="h-16 w-full" />
      <SkeletonBlock className="h-16 w-full" />
    </div>
  );
}
