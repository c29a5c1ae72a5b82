"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";

const NAMES = [
  "customer",
  "company",
  "day",
  "window",
  "old_window",
  "service",
  "site",
  "technician",
  "link",
  "code",
] as const;
type Name = (typeof NAMES)[number];

const isName = (variable: string): variable is Name => NAMES.some((name) => name === variable);

type VariableChipsProps = { variables: readonly string[]; onInsert: (name: string) => void };

/** What the message may name; a chip puts it where the cursor is. */
export function VariableChips({ variables, onInsert }: VariableChipsProps) {
  const t = useTranslations("templates");
  const wordOf = (variable: string) => (isName(variable) ? t(`variable.${variable}`) : variable);
  return (
    <div role="group" aria-label={t("variables")} className="flex flex-wrap items-center gap-1.5">
      <span className="text-13 text-text-3">{t("variables")}</span>
      {variables.map((variable) => (
        <Button
          key={variable}
          size="sm"
          icon={<Plus aria-hidden />}
          aria-label={t("insert", { name: wordOf(variable) })}
          // The field keeps its cursor.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onInsert(variable)}
        >
          {wordOf(variable)}
        </Button>
      ))}
    </div>
  );
}
