"use client";

import { useTranslations } from "use-intl/react";
import { SkeletonBlock } from "@/components/ui/skeleton";

/** The shape of every field page, before anybody knows whose it is: title, a card, rows. */
export function FieldSkeleton() {
  const t = useTranslations("field-app");
  return (
    <div aria-busy className="mx-auto grid max-w-2xl gap-4 px-4 pt-[env(safe-area-inset-top)]">
      <p role="status" className="sr-only">
        {t("opening")}
      </p>
      <div className="flex min-h-14 items-center">
        <SkeletonBlock className="h-6 w-36" />
      </div>
      <SkeletonBlock className="h-64 w-full" />
      <SkeletonBlock className="h-16 w-full" />
      <SkeletonBlock className="h-16 w-full" />
    </div>
  );
}
