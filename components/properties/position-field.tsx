"use client";

import { MapPin, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { InputWith } from "@/components/ui/input";
import { formatCoordinates, parseCoordinates } from "@/lib/properties/rules";
import type { Coordinates, CoordinatesProblem } from "@/lib/properties/rules";

type PositionFieldProps = {
  value: Coordinates | null;
  /** "unreadable" keeps the form from being saved: what was pasted is not silently dropped. */
  onChange: (value: Coordinates | null | "unreadable") => void;
};

const SENTENCES = {
  unreadable: "position.unreadable",
  short_link: "position.shortLink",
  out_of_range: "position.outOfRange",
} as const satisfies Record<CoordinatesProblem, string>;

/** Pasted numbers or a map link become a position while one looks; without one the place still works. */
export function PositionField({ value, onChange }: PositionFieldProps) {
  const t = useTranslations("properties");
  const [text, setText] = useState(value ? formatCoordinates(value) : "");
  const [problem, setProblem] = useState<CoordinatesProblem | null>(null);

  const read = (next: string) => {
    setText(next);
    if (next.trim() === "") {
      setProblem(null);
      onChange(null);
      return;
    }
    const result = parseCoordinates(next);
    setProblem(result.ok ? null : result.problem);
    onChange(result.ok ? result.coordinates : "unreadable");
  };

  return (
    <Field
      label={t("position.label")}
      hint={
        value
          ? t("position.read", { latitude: String(value.lat), longitude: String(value.lng) })
          : t("position.hint")
      }
      error={problem ? t(SENTENCES[problem]) : null}
    >
      <InputWith
        name="position"
        value={text}
        onChange={(event) => read(event.target.value)}
        onBlur={() => value && setText(formatCoordinates(value))}
        placeholder={t("position.placeholder")}
        autoComplete="off"
        spellCheck={false}
        before={<MapPin aria-hidden strokeWidth={1.75} />}
        after={
          text ? (
            <IconButton label={t("position.clear")} size="sm" onClick={() => read("")}>
              <X aria-hidden />
            </IconButton>
          ) : null
        }
      />
    </Field>
  );
}
