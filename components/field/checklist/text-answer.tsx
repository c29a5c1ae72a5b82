"use client";

import { Textarea } from "@/components/ui/textarea";
import { BigField } from "../visit/big-field";
import { useTyped } from "../visit/use-typed";
import type { AnswerProps } from "./answer-props";

/** Saved when the field is left; until then the phone keeps each letter. */
export function TextAnswer({ visit, checklist, item, answer }: AnswerProps) {
  const typed = useTyped(`text:${visit.id}:${checklist.id}:${item.key}`);
  const value = checklist.answers[item.key]?.value;
  const saved = typeof value === "string" ? value : "";
  const text = typed.value === "" ? saved : typed.value;
  const save = async () => {
    const words = text.trim();
    if (words === "" || words === saved) return;
    if (await answer.say(words)) typed.forget();
  };
  return (
    <BigField label={item.label} hideLabel>
      <Textarea
        rows={3}
        value={text}
        onChange={(event) => typed.type(event.target.value)}
        onBlur={() => void save()}
        className="text-18"
      />
    </BigField>
  );
}
