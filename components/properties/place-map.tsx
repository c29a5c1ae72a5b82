"use client";

import { Map } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { PinMap } from "@/components/shared/map/pin-map";
import { Button } from "@/components/ui/button";
import type { Coordinates } from "@/lib/properties/rules";

/** Asked for by a press: until then no map is loaded, and whoever serves its tiles learns of no customer. */
export function PlaceMap({ name, position }: { name: string; position: Coordinates }) {
  const t = useTranslations("properties.map");
  const [isShown, setIsShown] = useState(false);
  return (
    <div className="mt-4 grid justify-items-start gap-2">
      <Button
        size="sm"
        icon={<Map aria-hidden />}
        aria-expanded={isShown}
        onClick={() => setIsShown(!isShown)}
      >
        {t(isShown ? "hide" : "show")}
      </Button>
      {isShown ? (
        <div className="w-full">
          <PinMap label={t("label", { name })} value={position} />
        </div>
      ) : null}
    </div>
  );
}
