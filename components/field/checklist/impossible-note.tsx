"use client";

import { useTranslations } from "use-intl/react";
import { Textarea } from "@/components/ui/textarea";
import { BigField } from "../visit/big-field";
import { BigButton } from "../visit/big-button";
import { useTyped } from "../visit/use-typed";
import type { AnswerProps } from "./answer-props";

type ImpossibleNoteProps = AnswerProps & { note: string; onPossible: () => void };

/** "Not possible" counts as answered once it says why. */
export function ImpossibleNote({ visit, checklist, item, answer, note, onPossible }: ImpossibleNoteProps) {
  const t = useTranslations("field.checklist");
  const typed = useTyped(`why:${visit.id}:${checklist.id}:${item.key}`);
  const text = typed.value === "" ? note : typed.value;
  const save = async () => {
    const words = text.trim();
    if (words === "" || words === note) return;
    if (await answer.say(null, words)) typed.forget();
  };
  const takeBack = async () => {
    if (note !== "" && !(await answer.say(null))) return;
    typed.forget();
    onPossible();
  };
  return (
    <div className="grid gap-2">
      <BigField label={t("whyNot")}>
        <Textarea
          rows={2}
          value={text}
          onChange={(event) => typed.type(event.target.value)}
          onBlur={() => void save()}
          className="text-18"
          autoFocus={note === ""}
        />
      </BigField>
      <div className="flex flex-wrap gap-2">
        <BigButton className="flex-1" onClick={() => void takeBack()}>
          {t("possible")}
        </BigButton>
        <BigButton
          className="flex-1"
          disabled={text.trim() === "" || text.trim() === note}
          onClick={() => void save()}
        >
          {t("saveWhy")}
        </BigButton>
      </div>
    </div>
  );
}
