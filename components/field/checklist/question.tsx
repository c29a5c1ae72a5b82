"use client";

import { CircleCheck, Hourglass } from "lucide-react";
import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { isUnsent } from "@/lib/field/use-visits";
import type { Unsent } from "@/lib/field/use-visits";
import type { ChecklistItem } from "@/lib/checklists/schema";
import type { Visit, VisitChecklist } from "@/lib/sync/schema";
import { BigButton } from "../visit/big-button";
import { FullNotice } from "../visit/full-notice";
import type { AnswerProps } from "./answer-props";
import { ChoiceAnswer, YesNoAnswer } from "./choice-answers";
import { ImpossibleNote } from "./impossible-note";
import { NumberAnswer } from "./number-answer";
import { PhotoAnswer } from "./photo-answer";
import { TextAnswer } from "./text-answer";
import { useAnswer } from "./use-answer";
import { useValueText } from "./value-text";

type QuestionProps = {
  visit: Visit;
  checklist: VisitChecklist;
  item: ChecklistItem;
  isDone: boolean;
  unsent: readonly Unsent[];
};

/** One question: what is asked, what it was last time, and the answer as large as a thumb. */
export function Question({ visit, checklist, item, isDone, unsent }: QuestionProps) {
  const t = useTranslations("field.checklist");
  const labelId = useId();
  const answer = useAnswer(visit, checklist, item.key);
  const given = checklist.answers[item.key];
  const isImpossible = given !== undefined && given.value === null;
  const [asksWhy, setAsksWhy] = useState(false);
  const isWhyShown = asksWhy || isImpossible;
  const props = { visit, checklist, item, labelId, answer };
  return (
    <div className="grid gap-3">
      <h3 id={labelId} className="flex items-start gap-2 text-18 font-semibold">
        <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          {item.label}
          {checklist.is_required && item.required ? null : (
            <span className="font-normal text-text-2"> ({t("optional")})</span>
          )}
        </span>
        <Sign isDone={isDone} isUnsent={isUnsent(unsent, checklist.id, item.key)} />
      </h3>
      <LastValue visit={visit} item={item} />
      {isWhyShown ? null : <Answer {...props} />}
      {isWhyShown ? (
        <ImpossibleNote {...props} note={given?.note ?? ""} onPossible={() => setAsksWhy(false)} />
      ) : (
        <BigButton className="w-full" onClick={() => setAsksWhy(true)}>
          {t("impossible")}
        </BigButton>
      )}
      <FullNotice unsent={answer.fullWith} />
    </div>
  );
}

function Answer(props: AnswerProps) {
  switch (props.item.kind) {
    case "yes_no":
      return <YesNoAnswer {...props} />;
    case "choice":
      return <ChoiceAnswer {...props} />;
    case "number":
      return <NumberAnswer {...props} />;
    case "text":
      return <TextAnswer {...props} />;
    case "photo":
      return <PhotoAnswer {...props} />;
  }
}

function Sign({ isDone, isUnsent: isWaiting }: { isDone: boolean; isUnsent: boolean }) {
  const t = useTranslations("field.checklist");
  if (isWaiting) {
    return <Hourglass role="img" aria-label={t("unsent")} className="mt-0.5 size-5 shrink-0 text-text-2" />;
  }
  if (!isDone) return null;
  return (
    <CircleCheck role="img" aria-label={t("answered")} className="mt-0.5 size-5 shrink-0 text-success" />
  );
}

/** What was measured here before says at once whether today's value is strange. */
function LastValue({ visit, item }: { visit: Visit; item: ChecklistItem }) {
  const t = useTranslations("field.checklist");
  const text = useValueText();
  const last = visit.last_visits.find(({ answers }) => answers[item.key] !== undefined);
  const value = last ? text(item, last.answers[item.key]) : "";
  return value === "" ? null : <p className="text-16 text-text-2">{t("lastTime", { value })}</p>;
}
