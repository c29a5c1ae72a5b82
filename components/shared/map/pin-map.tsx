"use client";

import { useTranslations } from "use-intl/react";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { useHasWebGl } from "./use-has-web-gl";

export type Position = { lat: number; lng: number };

export type PinMapProps = {
  /** Accessible name of the map: "Position of 9 Lakeside Rd". */
  label: string;
  /** Null while there is no pin; the map then shows `around`. */
  value: Position | null;
  /** Where to look while there is no pin. */
  around?: Position;
  /** Makes the pin movable by pointer, arrow keys and a press on the map. */
  onChange?: (value: Position) => void;
};

const Canvas = lazyShown(() => import("./pin-canvas").then((canvas) => canvas.PinCanvas));

/** A pin on a map, loaded when it is shown. Without WebGL the words beside it must do, and they say so. */
export function PinMap(props: PinMapProps) {
  const t = useTranslations("shared");
  const hasWebGl = useHasWebGl();
  if (hasWebGl === null) return <div className="h-72 rounded-card edge bg-sunken" />;
  if (!hasWebGl) return <p className="rounded-card edge bg-sunken p-4 text-text-2">{t("map.noWebGl")}</p>;
  return (
    <div className="h-72 overflow-hidden rounded-card edge bg-sunken">
      <Canvas {...props} />
    </div>
  );
}
