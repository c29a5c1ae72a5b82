"use client";

import { useTranslations } from "use-intl/react";
import { ColorRadios } from "@/components/ui/color-radios";

/** A mark in one of the twelve colours people tell things apart by. It says nothing that the words beside it do not. */
export function ColorDot({ color }: { color: number }) {
  return (
    <span
      aria-hidden
      className="inline-block size-2.5 shrink-0 rounded-full"
      style={{ background: `var(--avatar-${color})` }}
    />
  );
}

/** Null while nothing is chosen. */
type ColorChoiceProps = { value: number | null; onValueChange: (color: number) => void };

/** A field of its own: label and colours. */
export function ColorChoice(props: ColorChoiceProps) {
  const t = useTranslations("records");
  return (
    <div className="grid gap-1.5">
      <p aria-hidden className="text-13 font-medium">
        {t("color")}
      </p>
      <ColorRadios
        {...props}
        aria-label={t("color")}
        labelOf={(color) => t("colorNumber", { number: color + 1 })}
      />
    </div>
  );
}
