"use client";

import { Copy, ExternalLink, MapPin, MapPinOff } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { IconButton } from "@/components/ui/icon-button";
import { useToast } from "@/components/ui/toast";
import { formatCoordinates } from "@/lib/properties/rules";
import type { Property } from "@/lib/properties/schema";

type PositionProps = {
  property: Pick<Property, "lat" | "lng">;
  /** Offered where there is no position yet and one may be set. */
  onAdd?: () => void;
};

/** Where it is on the map. The map itself is only asked for when a person opens it: no third party sees the page. */
export function Position({ property, onAdd }: PositionProps) {
  const t = useTranslations("properties");
  const toast = useToast();
  const { lat, lng } = property;
  if (lat === null || lng === null) {
    return (
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-text-2">
        <MapPinOff aria-hidden className="size-4 shrink-0 text-text-3" strokeWidth={1.75} />
        {t("position.none")}
        {onAdd ? (
          <button
            type="button"
            onClick={onAdd}
            className="touch-target min-h-6 font-medium text-accent-text underline-offset-4 hover:underline"
          >
            {t("position.add")}
          </button>
        ) : null}
      </p>
    );
  }
  const text = formatCoordinates({ lat, lng });
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    toast.show({ title: t("position.copied"), tone: "success" });
  };
  return (
    <p className="flex items-center gap-x-1">
      <MapPin aria-hidden className="me-1 size-4 shrink-0 text-text-3" strokeWidth={1.75} />
      <a
        href={`https://www.openstreetmap.org/?mlat=${lat}&mlon=${lng}#map=18/${lat}/${lng}`}
        target="_blank"
        rel="noreferrer"
        className="touch-target inline-flex min-h-6 items-center gap-1.5 text-accent-text underline-offset-4 hover:underline"
      >
        {text}
        <ExternalLink aria-hidden className="size-3.5" strokeWidth={1.75} />
        <span className="sr-only">{t("position.open")}</span>
      </a>
      <IconButton label={t("position.copy")} size="sm" onClick={() => void copy()}>
        <Copy aria-hidden />
      </IconButton>
    </p>
  );
}
