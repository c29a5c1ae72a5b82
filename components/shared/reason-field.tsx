"use client";

import { useId } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

type ReasonFieldProps = {
  value: string;
  onValueChange: (reason: string) => void;
  /** Frequent answers, one press each; anything else is typed. */
  proposals: readonly string[];
  error?: string | null;
};

/** Why: a chip writes the words, and they can still be changed. */
export function ReasonField({ value, onValueChange, proposals, error }: ReasonFieldProps) {
  const t = useTranslations("bookings.reason");
  const id = useId();
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-1.5" role="group" aria-label={t("proposals")}>
        {proposals.map((proposal) => (
          <Button
            key={proposal}
            size="sm"
            aria-pressed={value === proposal}
            className={value === proposal ? "border-accent bg-accent-tint text-accent-text" : undefined}
            onClick={() => onValueChange(proposal)}
          >
            {proposal}
          </Button>
        ))}
      </div>
      <Field label={t("label")} error={error}>
        <Textarea
          id={id}
          rows={2}
          value={value}
          onChange={(event) => onValueChange(event.target.value)}
          autoFocus
        />
      </Field>
    </div>
  );
}
