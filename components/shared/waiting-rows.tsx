"use client";

import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";

/** Somebody else's changes that would move rows wait here while a row is in hand. */
export function WaitingRows({ count, onShow }: { count: number; onShow: () => void }) {
  const t = useTranslations("bookings.list");
  if (count === 0) return null;
  return (
    <p
      role="status"
      className="flex items-center gap-3 edge-b bg-info-tint px-4 py-1.5 text-13 text-info md:px-6"
    >
      {t("waiting", { count })}
      <Button size="sm" variant="ghost" className="text-info" onClick={onShow}>
        {t("showWaiting")}
      </Button>
    </p>
  );
}
