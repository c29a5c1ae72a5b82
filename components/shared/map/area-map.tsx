"use client";

import { useTranslations } from "use-intl/react";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { Position } from "./pin-map";
import { useHasWebGl } from "./use-has-web-gl";

export type AreaMapProps = {
  /** Accessible name of the map. */
  label: string;
  /** Corners of the area in order; its last is joined to its first. */
  points: readonly Position[];
  /** Other areas, for orientation. */
  others: readonly (readonly Position[])[];
  /** Where to look while nothing is drawn. */
  around: Position | null;
  /** The corner in hand, which keys and buttons act upon. */
  chosen: number | null;
  onChoose: (index: number) => void;
  onAdd: (position: Position) => void;
  onMove: (index: number, position: Position) => void;
  onRemove: (index: number) => void;
};

const Canvas = lazyShown(() => import("./area-canvas").then((canvas) => canvas.AreaCanvas));

/** An area drawn on a map, loaded when it is shown. Without WebGL the list of positions beside it must do. */
export function AreaMap(props: AreaMapProps) {
  const t = useTranslations("shared");
  const hasWebGl = useHasWebGl();
  if (hasWebGl === null) return <div className="h-80 rounded-card edge bg-sunken" />;
  if (!hasWebGl) return <p className="rounded-card edge bg-sunken p-4 text-text-2">{t("map.noWebGlArea")}</p>;
  return (
    <div className="h-80 overflow-hidden rounded-card edge bg-sunken">
      <Canvas {...props} />
    </div>
  );
}
