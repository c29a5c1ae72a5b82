"use client";

import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { codeAt } from "@/components/shared/form-issues";
import type { RecordForm } from "@/components/shared/use-record-form";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { checklistItemKind } from "@/lib/checklists/schema";
import type { ChecklistItem } from "@/lib/checklists/schema";
import { ChoiceFields, ConditionField, NumberFields } from "./question-fields";
import type { QuestionProps } from "./question-fields";
import { moved, newQuestion, ofKind, withSoundConditions } from "./questions";
import type { ChecklistForm, ChecklistWrite } from "./checklist-sheet";

type EditorProps = { state: RecordForm<ChecklistForm, ChecklistWrite> };

/** The questions in the order they are asked. Buttons move them: no drag is needed. */
export function QuestionEditor({ state: { form, restoredAtMs } }: EditorProps) {
  const t = useTranslations("checklists");
  const items = form.watch("items") ?? [];
  const write = (next: ChecklistItem[]) =>
    form.setValue("items", next, { shouldDirty: true, shouldValidate: form.formState.isSubmitted });
  const { errors } = form.formState;
  return (
    <div className="grid gap-3">
      <p className="text-13 font-medium">{t("questions")}</p>
      {items.map((item, index) => (
        <QuestionCard
          key={`${item.key}.${restoredAtMs ?? 0}`}
          number={index + 1}
          isLast={index === items.length - 1}
          item={item}
          earlier={items.slice(0, index)}
          codeOf={(field) => codeAt(errors, `items.${index}.${field}`)}
          onChange={(next) => write(items.map((each, place) => (place === index ? next : each)))}
          onMove={(step) => write(moved(items, index, index + step))}
          onRemove={() => write(withSoundConditions(items.filter((each) => each !== item)))}
        />
      ))}
      <Button
        icon={<Plus aria-hidden />}
        className="justify-self-start"
        onClick={() => write([...items, newQuestion(items)])}
      >
        {t("addQuestion")}
      </Button>
    </div>
  );
}

type CardProps = QuestionProps & {
  number: number;
  isLast: boolean;
  onMove: (step: 1 | -1) => void;
  onRemove: () => void;
};

function QuestionCard({ number, isLast, onMove, onRemove, ...question }: CardProps) {
  const t = useTranslations("checklists");
  const shared = useTranslations("shared");
  const { item, codeOf, onChange } = question;
  return (
    <fieldset className="grid gap-3 rounded-card edge p-3">
      <legend className="sr-only">{t("question", { number })}</legend>
      <div className="flex items-center gap-1">
        <span aria-hidden className="me-auto text-13 text-text-3 tabular-nums">
          {t("question", { number })}
        </span>
        <IconButton label={t("up", { number })} size="sm" disabled={number === 1} onClick={() => onMove(-1)}>
          <ArrowUp aria-hidden />
        </IconButton>
        <IconButton label={t("down", { number })} size="sm" disabled={isLast} onClick={() => onMove(1)}>
          <ArrowDown aria-hidden />
        </IconButton>
        <IconButton label={t("removeQuestion", { number })} size="sm" onClick={onRemove}>
          <X aria-hidden />
        </IconButton>
      </div>
      <Field label={t("text")} error={codeOf("label") ? shared("fields.required") : null}>
        <Input
          value={item.label}
          onChange={(event) => onChange({ ...item, label: event.target.value })}
          autoComplete="off"
        />
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t("kind")}>
          <Select
            value={item.kind}
            onValueChange={(kind) => onChange(ofKind(item, kind))}
            options={checklistItemKind.options.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
        </Field>
        <Checkbox
          checked={item.required}
          onCheckedChange={(required) => onChange({ ...item, required })}
          className="self-end pb-1.5"
        >
          {t("isRequired")}
        </Checkbox>
      </div>
      {item.kind === "number" ? <NumberFields {...question} /> : null}
      {item.kind === "choice" ? <ChoiceFields {...question} /> : null}
      <ConditionField {...question} />
    </fieldset>
  );
}
