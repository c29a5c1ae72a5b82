"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { InputWith } from "@/components/ui/input";
import { useFormats } from "@/lib/i18n/client";
import { BigField } from "../visit/big-field";
import { BigButton } from "../visit/big-button";
import { useTyped } from "../visit/use-typed";
import type { AnswerProps } from "./answer-props";
import { brokenLimit, readNumber } from "./rules";

/** A value out of its limits is measured again or explained; until then the phone keeps it as typed. */
export function NumberAnswer({ visit, checklist, item, answer }: AnswerProps) {
  const t = useTranslations("field.number");
  const given = checklist.answers[item.key];
  const draft = `number:${visit.id}:${checklist.id}:${item.key}`;
  const typed = useTyped(draft);
  const why = useTyped(`${draft}:why`);
  const [isLeft, setIsLeft] = useState(false);
  const saved = typeof given?.value === "number" ? String(given.value) : "";
  const text = typed.value === "" ? saved : typed.value;
  const value = readNumber(text);
  const broken = value === null ? null : brokenLimit(item, value);
  const isExplained = (why.value.trim() || given?.note || "") !== "";
  const save = async () => {
    setIsLeft(true);
    if (value === null || (broken && !isExplained)) return;
    const note = broken ? why.value.trim() || given?.note || null : null;
    if (value === given?.value && note === (given.note ?? null)) return;
    if (await answer.say(value, note)) {
      typed.forget();
      why.forget();
    }
  };
  const { error, limits } = useNumberWords({ item, value, isNumber: text === "" || value !== null });
  return (
    <div className="grid gap-3">
      <BigField label={item.label} hideLabel hint={limits} error={isLeft ? error : null}>
        <InputWith
          inputMode="decimal"
          enterKeyHint="done"
          autoComplete="off"
          value={text}
          onChange={(event) => typed.type(event.target.value)}
          onBlur={() => void save()}
          onKeyDown={(event) => (event.key === "Enter" ? void save() : undefined)}
          after={item.unit ? <span className="px-3 text-18 text-text-2">{item.unit}</span> : null}
          className="h-16 text-24 [&_input]:text-24"
        />
      </BigField>
      {broken && isLeft ? (
        <Why
          value={why.value || given?.note || ""}
          label={t("why")}
          onType={why.type}
          onSave={() => void save()}
        />
      ) : null}
    </div>
  );
}

type WhyProps = { value: string; label: string; onType: (text: string) => void; onSave: () => void };

function Why({ value, label, onType, onSave }: WhyProps) {
  const t = useTranslations("field.number");
  return (
    <div className="grid gap-2">
      <BigField label={label}>
        <InputWith
          value={value}
          enterKeyHint="done"
          onChange={(event) => onType(event.target.value)}
          onKeyDown={(event) => (event.key === "Enter" ? onSave() : undefined)}
          className="h-14 [&_input]:text-18"
        />
      </BigField>
      <BigButton disabled={value.trim() === ""} onClick={onSave}>
        {t("keep")}
      </BigButton>
    </div>
  );
}

type NumberWords = { item: AnswerProps["item"]; value: number | null; isNumber: boolean };

function useNumberWords({ item, value, isNumber }: NumberWords): {
  error: string | null;
  limits: string | null;
} {
  const t = useTranslations("field.number");
  const formats = useFormats();
  const withUnit = (number: number) => [formats.number(number), item.unit].filter(Boolean).join(" ");
  const limits =
    item.min !== undefined && item.max !== undefined
      ? t("between", { min: formats.number(item.min), max: withUnit(item.max) })
      : item.max !== undefined
        ? t("most", { max: withUnit(item.max) })
        : item.min !== undefined
          ? t("least", { min: withUnit(item.min) })
          : null;
  if (!isNumber) return { error: t("notANumber"), limits };
  const broken = value === null ? null : brokenLimit(item, value);
  if (!broken || value === null) return { error: null, limits };
  const words = { label: item.label, value: withUnit(value), limit: formats.number(broken.limit) };
  return { error: t(broken.kind, words), limits };
}
